import {setTimeout as sleep} from 'node:timers/promises';
import type {AppProps} from '../app/app.tsx';
import {runInTerminal} from '../app/run-in-terminal.tsx';
import type {Recording} from '../exports/recording/recording.ts';
import type {Cue} from './cue.ts';
import {fakeTerminal} from './fake-terminal.ts';
import type {HeadlessScreenOptions} from './headless-screen.ts';
import {createHeadlessScreen} from './headless-screen.ts';
import type {Step} from './key-script.ts';
import type {Stage} from './play-script.ts';
import {playScript, StageEnded} from './play-script.ts';

export type RecordOptions = Omit<HeadlessScreenOptions, 'now'> &
	Required<Pick<HeadlessScreenOptions, 'size' | 'glyphs'>> & {
		/** ms for the whole recording. */
		readonly deadline: number;
	};

/** What was recorded and, if the recording broke off, a sentence on the word where it did. */
export type Recorded = {
	/** Undefined if it broke off before the first frame. */
	readonly recording: Recording | undefined;
	/** The cues of the script, on the clock of the take. */
	readonly cues: readonly Cue[];
	readonly error?: string;
};

/**
 * Opens the app without a terminal, presses the keys of a script, and records what the app shows. The runs are real and
 * take real time. The recording breaks off at a word that cannot be played.
 */
export async function record(
	props: Omit<AppProps, 'terminal' | 'color' | 'glyphs' | 'screenComponent'>,
	steps: readonly Step[],
	options: RecordOptions,
): Promise<Recorded> {
	const {size, glyphs, deadline} = options;
	// The clock starts with the first word that takes time, so that a title before it is the first picture.
	let startedAt: number | undefined;
	const now = () => (startedAt === undefined ? 0 : Math.round(performance.now() - startedAt));
	const screen = createHeadlessScreen({...options, now});
	const {streams, press} = fakeTerminal(size);
	const timeout = AbortSignal.timeout(deadline);
	const left = new AbortController();
	const app = {...props, glyphs, color: 3 as const, terminal: noTerminal, screenComponent: screen.screen};
	const exited = runInTerminal(app, streams).finally(() => left.abort());
	// `exited` is awaited at the end.
	exited.catch(() => {});
	const signal = AbortSignal.any([timeout, left.signal]);
	const rejectIfEnded = async <T>(promise: Promise<T>): Promise<T> => {
		startedAt ??= performance.now();
		try {
			return await promise;
		} catch (error) {
			if (timeout.aborted) throw new StageEnded('deadline');
			throw left.signal.aborted ? new StageEnded('quit') : error;
		}
	};
	const stage: Stage = {
		now,
		shown: screen.shown,
		keepFrame: screen.keepFrame,
		press,
		pass: ms => rejectIfEnded(sleep(ms, undefined, {signal})),
		waitFor: condition => rejectIfEnded(screen.waitFor(condition, signal)),
	};

	try {
		await screen.waitFor(() => true, signal);
		const {keys, cues, error} = await playScript(stage, steps, deadline);
		return {recording: screen.finish(keys), cues, ...(error !== undefined && {error})};
	} finally {
		if (!left.signal.aborted) {
			press('ctrl+c');
		}
		await exited;
	}
}

/** A recording cannot be stopped by Ctrl+Z and has no clipboard. */
const noTerminal: AppProps['terminal'] = {
	stop() {},
	copy() {},
	onStop: () => () => {},
	onEnd: () => () => {},
	onError: () => () => {},
};
