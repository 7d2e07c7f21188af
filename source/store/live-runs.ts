import {setTimeout as wait} from 'node:timers/promises';
import type {Engine, Program} from '../engines/engine.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';
import {isIndexed, modelOfEnded} from './followers.ts';
import type {LiveRun} from './live-run.ts';
import {createLiveRun} from './live-run.ts';

/** The same work in one or more languages at the same moment. */
export type LiveRuns = {
	/** Aborts what is running, and starts these together, each in the engine of its language; nothing, if there are none. */
	readonly start: (programs: ReadonlyMap<Engine['language'], Program>) => void;
	/** Makes the engines of these languages ready, for what may come. */
	readonly warm: (languages: readonly Engine['language'][]) => void;
	/** Aborts what is running. */
	readonly stop: () => void;
	/** What was started last, in the order of the engines, at a moment of their clock; at the last moment told, if it is omitted. */
	readonly at: (moment?: number) => readonly Model[];
	/** The same when all has been told, in the same order; empty before all have ended. They stay valid, whatever `at` is asked for. */
	readonly whole: () => readonly Model[];
	/** All that has been told, in the same order. */
	readonly traces: () => readonly Trace[];
	/** Grows with each event. */
	readonly eventCount: () => number;
	/** Now on the clock that they share, in ms; undefined when all have ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
	/** Ends all processes. */
	readonly close: () => Promise<void>;
};

/** What the screens read of runs, those that were started last or others. */
export type RunReader = Pick<LiveRuns, 'at' | 'whole' | 'traces' | 'eventCount' | 'clock'>;

/** Runs that are over, to be shown in place of what was started last. */
export function readerForPastRuns(traces: readonly Trace[]): RunReader {
	return {
		at: moment => traces.map(trace => modelOfEnded(trace, moment)),
		whole: () => (traces.every(isIndexed) ? traces.map(trace => modelOfEnded(trace)) : []),
		traces: () => traces,
		eventCount: () => traces.reduce((sum, trace) => sum + trace.length, 0),
		clock: () => undefined,
	};
}

/** What two engines that are ready need to load their programs, in ms. They begin together after it. */
const loadingMs = 100;

/** How long one engine waits for the other to be ready, in ms; what comes later begins later. */
const maxWarmUpMs = 1000;

/** `onEnd` is called when all that was started last has ended. */
export function createLiveRuns(engines: readonly Engine[], onEnd: () => void): LiveRuns {
	let current: readonly LiveRun[] = [];
	const clock = () => {
		const clocks = current.flatMap(runs => runs.clock() ?? []);
		return clocks.length > 0 ? Math.max(...clocks) : undefined;
	};
	const ended = () => {
		if (current.length > 0 && clock() === undefined) {
			onEnd();
		}
	};
	const all = new Map(engines.map(engine => [engine.language, createLiveRun(engine, ended)]));

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
		whole() {
			const models = current.flatMap(runs => runs.whole() ?? []);
			return models.length === current.length ? models : [];
		},
		traces: () =>
			current.flatMap(runs => {
				const trace = runs.trace();
				return trace ? [trace] : [];
			}),
		eventCount: () => current.reduce((sum, runs) => sum + runs.eventCount(), 0),
		clock,
		cancel(task) {
			for (const runs of current) {
				runs.cancel(task);
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
