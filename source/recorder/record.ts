import {setTimeout as sleep} from 'node:timers/promises';
import type {AppProps} from '../app/app.tsx';
import {open} from '../app/run-in-terminal.tsx';
import type {Film, PressedKey} from '../exports/recording/recording.ts';
import {keyWords} from '../keys/describe-key.ts';
import {standIn} from './fake-terminal.ts';
import type {LookoutOptions} from './headless-screen.ts';
import {isAtRest, showing, startLookout} from './headless-screen.ts';
import type {Step} from './key-script.ts';

export type RecordOptions = LookoutOptions &
	Required<Pick<LookoutOptions, 'size' | 'glyphs'>> & {
		/** ms for the whole. */
		readonly deadline: number;
	};

type Recorded = Film | {readonly wrong: string};

/** ms between two keys: so that each is seen, and what it does has begun before the next word. */
const keyTime = 100;

/**
 * Opens the app without a terminal, plays the keys of a tape, and films what it shows: the runs are as real as those of a sitting, and
 * take as long. Or says in a sentence which word of the tape could not be done.
 */
export async function record(
	props: Omit<AppProps, 'terminal' | 'colour' | 'glyphs' | 'screen'>,
	tape: readonly Step[],
	options: RecordOptions,
): Promise<Recorded> {
	const {size, glyphs, deadline} = options;
	const lookout = startLookout(options);
	const {streams, press} = standIn(size);
	const keys: PressedKey[] = [];
	const timeout = AbortSignal.timeout(deadline);
	const left = new AbortController();
	const app = {...props, glyphs, colour: 3 as const, terminal: noTerminal, screen: lookout.screen};
	const sitting = open(app, streams).finally(() => left.abort());
	// It is awaited at the end.
	sitting.catch(() => {});
	const signal = AbortSignal.any([timeout, left.signal]);
	const play = async (step: Step): Promise<string | undefined> => {
		switch (step.kind) {
			case 'hold':
				await sleep(step.ms, undefined, {signal});
				return undefined;
			case 'wait':
				await lookout.until(step.text === undefined ? isAtRest : showing(step.text), signal);
				return undefined;
			case 'press':
				for (const key of step.keys) {
					const {session, strategies} = lookout.shown();
					const words = keyWords(session, key, strategies);
					if (words === undefined) {
						return 'this key has no effect here';
					}
					keys.push({at: lookout.now(), key, words});
					press(key);
					await sleep(keyTime, undefined, {signal});
				}
				return undefined;
		}
	};

	let wrong: string | undefined;
	try {
		await lookout.until(() => true, signal);
		for (const [index, step] of tape.entries()) {
			const why = await play(step).catch(error => {
				if (timeout.aborted) {
					return `not done after ${deadline / 1000} s. Allow more with --deadline SECONDS`;
				}
				// Whoever quits with the last word has a film of all that was before.
				return left.signal.aborted && index === tape.length - 1 ? undefined : explain(error, left.signal);
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
		await sitting;
	}
	return wrong === undefined ? lookout.develop(keys) : {wrong};
}

function explain(error: unknown, left: AbortSignal): string {
	if (left.aborted) {
		return 'the program quit before this';
	}
	throw error;
}

/** Nobody can stop what has no terminal, and it has no clipboard. */
const noTerminal: AppProps['terminal'] = {stop() {}, copy() {}, onStop: () => () => {}};
