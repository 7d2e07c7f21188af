import {setTimeout as wait} from 'node:timers/promises';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {Model} from '../model/model.ts';
import {alignStarts} from '../trace/align-starts.ts';
import type {Trace} from '../trace/trace.ts';
import {isIndexed, modelOfEnded} from './followers.ts';
import type {LiveRun, LiveRunListeners, RunOptions} from './live-run.ts';
import {createLiveRun} from './live-run.ts';

/** Runs the same work in one or more languages at the same moment. */
export type LiveRuns = {
	/** Aborts the current runs, and starts these programs together, each in the engine of its language. */
	readonly start: (programs: ReadonlyMap<Engine['language'], Program>) => void;
	/** Prepares the engines of these languages for a run. */
	readonly warm: (languages: readonly Engine['language'][]) => void;
	/** Aborts the current runs. */
	readonly stop: () => void;
	/**
	 * Returns the models of the runs that were started last, in the order of the engines, at a moment of their clock, by
	 * default at their last event.
	 */
	readonly at: (moment?: number) => readonly Model[];
	/**
	 * Returns the models of the same runs at their ends. Empty until all have ended. They stay valid, whatever `at` is
	 * called with.
	 */
	readonly modelsAtEnd: () => readonly Model[];
	/** Returns the traces of the same runs: their events so far that are in memory. */
	readonly traces: () => readonly Trace[];
	/**
	 * Returns the traces of all processes of the command that was started last, in the order of their starts. Empty if
	 * the last run is not of a command.
	 */
	readonly processes: () => readonly Trace[];
	/** Shows another one of `processes`, by its index. The first is shown until then. */
	readonly showProcess: (index: number) => void;
	/** Returns the first trace of each run that was started last, whichever process is shown. */
	readonly started: () => readonly Trace[];
	/** Returns `traces` on the clock of `at`, on which two strategies start at the same moment. */
	readonly onClock: () => readonly Trace[];
	/** Grows with each visible event. */
	readonly eventCount: () => number;
	/** Now, in ms on their common clock. Undefined once all have ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
	/** Whether a program of the user runs, or its processes have not ended. */
	readonly isUserProgramAlive: () => boolean;
	/** Sends a signal to the current runs. */
	readonly signal: Run['signal'];
	/** Writes to the standard input of the current runs; undefined closes it. Returns whether a program takes input. */
	readonly input: (text: string | undefined) => boolean;
	/** Ends all processes. */
	readonly close: () => Promise<void>;
};

/** Reads runs for the screens, live or past. */
export type RunReader = Pick<LiveRuns, 'at' | 'modelsAtEnd' | 'traces' | 'onClock' | 'eventCount' | 'clock'>;

/** Creates a reader for runs that ended. */
export function readerForPastRuns(traces: readonly Trace[]): RunReader {
	const clocked = alignStarts(traces);
	return {
		at: moment => clocked.map(trace => modelOfEnded(trace, moment)),
		modelsAtEnd: () => (clocked.every(isIndexed) ? clocked.map(trace => modelOfEnded(trace)) : []),
		traces: () => traces,
		onClock: () => clocked,
		eventCount: () => traces.reduce((sum, trace) => sum + trace.length, 0),
		clock: () => undefined,
	};
}

/** ms in which two prepared engines can load their programs, before both start together. */
const loadingMs = 100;

/** ms that one engine waits for the other to be prepared. An engine that takes longer starts later. */
const maxWarmUpMs = 1000;

/** Callbacks for what happens to runs. */
export type LiveRunsListeners = Pick<LiveRunListeners, 'onProcess'> & {
	/** Called when all runs that were started together have ended. */
	readonly onEnd: () => void;
	/** Called when a program of the user has ended with all its processes. */
	readonly onUserExit: () => void;
};

/** Creates the runs of several engines. */
export function createLiveRuns(
	engines: readonly Engine[],
	{onEnd, onUserExit, onProcess}: LiveRunsListeners,
	options: RunOptions = {},
): LiveRuns {
	let current: readonly LiveRun[] = [];
	const clock = () => {
		const clocks = current.flatMap(runs => runs.clock() ?? []);
		return clocks.length > 0 ? Math.max(...clocks) : undefined;
	};
	const ended = () => {
		if (current.length > 0 && current.every(runs => runs.hasEnded())) {
			onEnd();
		}
	};
	const isUserProgramAlive = () => current.some(runs => runs.isUserProgramAlive());
	const exited = () => {
		if (!isUserProgramAlive()) {
			onUserExit();
		}
	};
	const listeners = {onEnd: ended, onExit: exited, onProcess};
	const all = new Map(engines.map(engine => [engine.language, createLiveRun(engine, listeners, options)]));

	const traces = () =>
		current.flatMap(runs => {
			const trace = runs.trace();
			return trace ? [trace] : [];
		});

	return {
		start(programs) {
			const selected = engines.filter(({language}) => programs.has(language));
			const release = selected.length > 1 ? releaseTogether(selected) : undefined;
			for (const [language, runs] of all) {
				const program = programs.get(language);
				if (program) {
					runs.start(program, release);
				} else {
					runs.stop();
				}
			}

			current = selected.flatMap(({language}) => all.get(language) ?? []);
		},
		warm(languages) {
			for (const engine of engines.filter(({language}) => languages.includes(language))) {
				void engine.warm();
			}
		},
		stop() {
			for (const runs of all.values()) {
				runs.stop();
			}
		},
		at: moment => current.flatMap(runs => runs.at(moment) ?? []),
		modelsAtEnd() {
			const models = current.flatMap(runs => runs.modelAtEnd() ?? []);
			return models.length === current.length ? models : [];
		},
		traces,
		onClock: traces,
		processes: () => current.flatMap(runs => runs.traces()).filter(([{process}]) => process),
		// A command runs in one engine.
		showProcess: index => current[0]?.show(index),
		started: () => current.flatMap(runs => runs.traces().slice(0, 1)),
		eventCount: () => current.reduce((sum, runs) => sum + runs.eventCount(), 0),
		clock,
		cancel(task) {
			for (const runs of current) {
				runs.cancel(task);
			}
		},
		isUserProgramAlive,
		input: text => current.map(runs => runs.input(text)).includes(true),
		signal(name) {
			for (const runs of current) {
				runs.signal(name);
			}
		},
		async close() {
			for (const runs of all.values()) {
				runs.stop();
			}

			await Promise.all(engines.map(engine => engine.close()));
		},
	};
}

async function releaseTogether(engines: readonly Engine[]): Promise<number> {
	const ready = Promise.all(engines.map(engine => engine.warm()));
	await Promise.race([ready, wait(maxWarmUpMs, undefined, {ref: false})]);
	return performance.now() + loadingMs;
}
