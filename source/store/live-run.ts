import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';
import {startTrace} from '../trace/trace.ts';
import {lastOf, readEnded, readerOf} from './followers.ts';

/** The runs of one engine in a sitting, of which the last is the present one. */
export type EngineRuns = {
	/**
	 * Aborts the present run, if it has not ended, and starts another; `release` resolves to the instant at which it is
	 * to begin, as `Engine.run` takes it.
	 */
	readonly start: (program: Program, release?: Promise<number>) => void;
	/** Aborts the present run, if it has not ended. */
	readonly stop: () => void;
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
};

/** `onEnd` is called each time that a run has ended, the aborted ones too. */
export function createEngineRuns(engine: Engine, onEnd: () => void): EngineRuns {
	let present: Present | undefined;

	return {
		start(program, release) {
			present?.abort.abort();
			present = begin(engine, program, release, onEnd);
		},
		stop: () => present?.abort.abort(),
		at: moment =>
			present &&
			(present.ended ? readEnded(present.trace, moment) : readerOf(present.trace).at(moment ?? lastOf(present.trace))),
		whole: () => (present?.ended ? readEnded(present.trace) : undefined),
		trace: () => present?.trace,
		told: () => present?.trace.length ?? 0,
		// Until it is released nothing moves, and its clock is negative.
		clock: () => (present && !present.ended ? (present.run?.clock() ?? -1) : undefined),
		cancel: task => present?.run?.cancel(task),
	};
}

type Present = ReturnType<typeof startTrace> & {
	readonly abort: AbortController;
	run: Run | undefined;
	ended: boolean;
};

function begin(engine: Engine, program: Program, release: Promise<number> | undefined, onEnd: () => void): Present {
	// Described at once, and not only when the engine has started: a key press is seen in the next frame.
	const written = startTrace(describeRun(engine.language, program));
	const present: Present = {...written, abort: new AbortController(), run: undefined, ended: false};
	void collect(engine, program, present, release, onEnd);
	return present;
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
