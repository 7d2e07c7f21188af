import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {Model} from '../model/model.ts';
import {collect} from '../trace/collect.ts';
import type {Trace} from '../trace/trace.ts';
import {createTrace, lastEventAt} from '../trace/trace.ts';
import {followerOf, modelOfEnded} from './followers.ts';

/** The runs of one engine in a sitting, of which the last is the present one. */
export type LiveRun = {
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
	readonly eventCount: () => number;
	/** Now on the present run's clock, in ms; undefined when it has ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
};

/** `onEnd` is called each time that a run has ended, the aborted ones too. */
export function createLiveRun(engine: Engine, onEnd: () => void): LiveRun {
	let current: CurrentRun | undefined;

	return {
		start(program, release) {
			current?.abort.abort();
			current = startRun(engine, program, release, onEnd);
		},
		stop: () => current?.abort.abort(),
		at: moment =>
			current &&
			(current.ended
				? modelOfEnded(current.trace, moment)
				: followerOf(current.trace).at(moment ?? lastEventAt(current.trace))),
		whole: () => (current?.ended ? modelOfEnded(current.trace) : undefined),
		trace: () => current?.trace,
		eventCount: () => current?.trace.length ?? 0,
		// Until it is released nothing moves, and its clock is negative.
		clock: () => (current && !current.ended ? (current.run?.clock() ?? -1) : undefined),
		cancel: task => current?.run?.cancel(task),
	};
}

type CurrentRun = ReturnType<typeof createTrace> & {
	readonly abort: AbortController;
	run: Run | undefined;
	ended: boolean;
};

function startRun(
	engine: Engine,
	program: Program,
	release: Promise<number> | undefined,
	onEnd: () => void,
): CurrentRun {
	// Described at once, and not only when the engine has started: a key press is seen in the next frame.
	const written = createTrace(describeRun(engine.language, program));
	const current: CurrentRun = {...written, abort: new AbortController(), run: undefined, ended: false};
	void follow(engine, program, current, release, onEnd);
	return current;
}

async function follow(
	engine: Engine,
	program: Program,
	current: CurrentRun,
	release: Promise<number> | undefined,
	onEnd: () => void,
): Promise<void> {
	const releaseAt = release && (await release);
	current.run = engine.run(program, current.abort.signal, releaseAt);
	for await (const event of collect(current.run, undefined, current)) {
		if (event.type === 'run-started') {
			// The next key press should not wait for a process to start.
			void engine.warm();
		}

		if (event.type === 'run-ended') {
			current.ended = true;
			onEnd();
		}
	}
}
