import {setTimeout as sleep} from 'node:timers/promises';
import type {AppProps} from '../app/app.tsx';
import {runInTerminal} from '../app/run-in-terminal.tsx';
import type {PressedKey, Recording} from '../exports/recording/recording.ts';
import {describeKey} from '../keys/describe-key.ts';
import {fakeTerminal} from './fake-terminal.ts';
import type {HeadlessScreenOptions} from './headless-screen.ts';
import {createHeadlessScreen, isAtRest, showsText} from './headless-screen.ts';
import type {Step} from './key-script.ts';

export type RecordOptions = HeadlessScreenOptions &
	Required<Pick<HeadlessScreenOptions, 'size' | 'glyphs'>> & {
		/** ms for the whole recording. */
		readonly deadline: number;
	};

/** What was recorded, and a sentence on the word at which the recording broke off, if it did. */
type Recorded = {
	/** Undefined if it broke off before the first frame. */
	readonly recording: Recording | undefined;
	readonly error?: string;
};

/** ms between two keys, so that each is visible and takes effect before the next one. */
const keyMs = 100;

/**
 * Opens the app without a terminal, presses the keys of a script, and records what the app shows. The runs are real and
 * take their time. At a word that cannot be done the recording breaks off.
 */
export async function record(
	props: Omit<AppProps, 'terminal' | 'color' | 'glyphs' | 'screenComponent'>,
	steps: readonly Step[],
	options: RecordOptions,
): Promise<Recorded> {
	const {size, glyphs, deadline} = options;
	const screen = createHeadlessScreen(options);
	const {streams, press} = fakeTerminal(size);
	const keys: PressedKey[] = [];
	const timeout = AbortSignal.timeout(deadline);
	const left = new AbortController();
	const app = {...props, glyphs, color: 3 as const, terminal: noTerminal, screenComponent: screen.screen};
	const exited = runInTerminal(app, streams).finally(() => left.abort());
	// `exited` is awaited at the end.
	exited.catch(() => {});
	const signal = AbortSignal.any([timeout, left.signal]);
	const play = async (step: Step): Promise<string | undefined> => {
		switch (step.kind) {
			case 'pause':
				await sleep(step.ms, undefined, {signal});
				return undefined;
			case 'wait':
				await screen.waitFor(step.text === undefined ? isAtRest : showsText(step.text), signal);
				return undefined;
			case 'press':
				for (const key of step.keys) {
					const {session, strategies} = screen.shown();
					const words = describeKey(session, key, strategies);
					if (words === undefined) {
						return 'this key has no effect here';
					}
					keys.push({at: screen.now(), key, words});
					press(key);
					await sleep(keyMs, undefined, {signal});
				}
				return undefined;
		}
	};

	let wrong: string | undefined;
	try {
		await screen.waitFor(() => true, signal);
		for (const [index, step] of steps.entries()) {
			const why = await play(step).catch(error => {
				if (timeout.aborted) {
					return `not done after ${deadline / 1000} s. Allow more with --deadline SECONDS`;
				}
				// Quitting with the last word is fine: the recording has everything before.
				return left.signal.aborted && index === steps.length - 1 ? undefined : rethrowUnlessLeft(error, left.signal);
			});
			if (why !== undefined) {
				wrong = `${step.place}: ${why}.`;
				break;
			}
		}
	} finally {
		if (!left.signal.aborted) {
			press('ctrl+c');
		}
		await exited;
	}
	return {recording: screen.finish(keys), ...(wrong !== undefined && {error: wrong})};
}

function rethrowUnlessLeft(error: unknown, left: AbortSignal): string {
	if (left.aborted) {
		return 'the program quit before this';
	}
	throw error;
}

/** A recording cannot be stopped by Ctrl+Z and has no clipboard. */
const noTerminal: AppProps['terminal'] = {
	stop() {},
	copy() {},
	onStop: () => () => {},
	onError: () => () => {},
};
