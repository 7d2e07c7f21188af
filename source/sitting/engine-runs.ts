import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {Follower} from '../model/follow.ts';
import {follow} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';
import {startTrace} from '../trace/trace.ts';

/** The runs of one engine in a sitting: the present one, and the finished ones that it is compared with. */
export type EngineRuns = {
	/**
	 * Aborts the present run, if it has not ended, and starts another; `release` resolves to the instant at which it is
	 * to begin, as `Engine.run` takes it.
	 */
	readonly start: (program: Program, release?: Promise<number>) => void;
	/** Aborts the present run, if it has not ended. */
	readonly stop: () => void;
	/** Makes a run that has ended elsewhere the present one; `before`: the one that it is compared with. */
	readonly open: (trace: Trace, before: Trace | undefined) => void;
	/** The present run at a moment of its clock; at the last one that has been told, if it is omitted. Undefined before the first start. */
	readonly at: (moment?: number) => Model | undefined;
	/** The present run when all of it has been told; undefined before its end. Stays valid, whatever `at` is asked for. */
	readonly whole: () => Model | undefined;
	/** All that has been told of the present run. */
	readonly trace: () => Trace | undefined;
	/** Grows with each event of the present run. */
	readonly told: () => number;
	/** Now on the present run's clock, in ms; undefined when it has ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
	/** The run before the present one that came to its end, and the last sequential one that did. */
	readonly previous: () => Model | undefined;
	readonly sequential: () => Model | undefined;
};

/** `onEnd` is called each time that a run has ended, the aborted ones too. */
export function createEngineRuns(engine: Engine, onEnd: () => void): EngineRuns {
	let present: Present | undefined;
	let previous: Model | undefined;
	let sequential: Model | undefined;

	const lastOf = (run: Present) => run.trace.at(-1)?.at ?? 0;
	const latest = (run: Present) => run.reader.at(lastOf(run));
	const remember = (run: Present) => {
		const model = latest(run);
		if (model.end?.outcome === 'cancelled') {
			return;
		}

		previous = model;
		if (model.description.strategy.name === 'sequential') {
			sequential = model;
		}
	};

	return {
		start(program, release) {
			if (present?.ended) {
				remember(present);
			}

			present?.abort.abort();
			present = begin(engine, program, release, onEnd);
		},
		stop: () => present?.abort.abort(),
		open(trace, before) {
			present?.abort.abort();
			if (before) {
				remember(opened(before));
			}

			present = opened(trace);
		},
		at(moment) {
			if (!present || moment === undefined || (present.ended && moment >= lastOf(present))) {
				return present && latest(present);
			}

			// A reader has one model at a time, and that of the whole run is shown beside it.
			return (present.ended ? present.past() : present.reader).at(moment);
		},
		whole: () => (present?.ended ? latest(present) : undefined),
		trace: () => present?.trace,
		told: () => present?.trace.length ?? 0,
		// Until it is released nothing moves, and its clock is negative.
		clock: () => (present && !present.ended ? (present.run?.clock() ?? -1) : undefined),
		cancel: task => present?.run?.cancel(task),
		previous: () => previous,
		sequential: () =>
			present?.ended && present.trace[0].strategy.name === 'sequential' ? latest(present) : sequential,
	};
}

type Present = ReturnType<typeof startTrace> & {
	readonly reader: Follower;
	/** Another reader of it, for the playhead. */
	readonly past: () => Follower;
	readonly abort: AbortController;
	run: Run | undefined;
	ended: boolean;
};

function begin(engine: Engine, program: Program, release: Promise<number> | undefined, onEnd: () => void): Present {
	// Described at once, and not only when the engine has started: a key press is seen in the next frame.
	const written = startTrace(describeRun(engine.language, program));
	const abort = new AbortController();
	const readers = {reader: follow(written.trace), past: once(() => follow(written.trace))};
	const present: Present = {...written, ...readers, abort, run: undefined, ended: false};
	void collect(engine, program, present, release, onEnd);
	return present;
}

function opened(trace: Trace): Present {
	const nobody = new AbortController();
	const past = once(() => follow(trace));
	return {trace, append: () => {}, reader: follow(trace), past, abort: nobody, run: undefined, ended: true};
}

function once<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}

async function collect(
	engine: Engine,
	program: Program,
	present: Present,
	release: Promise<number> | undefined,
	onEnd: () => void,
): Promise<void> {
	const releaseAt = release && (await release);
	present.run = engine.run(program, present.abort.signal, releaseAt);
	for await (const event of present.run) {
		if (event.type === 'run-described') {
			continue;
		}

		present.append(event);
		if (event.type === 'run-started') {
			// The next key press should not wait for a process to start.
			void engine.warm();
		}

		if (event.type === 'run-ended') {
			present.ended = true;
			onEnd();
		}
	}
}
