import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {Model} from '../model/model.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import type {TraceSink} from '../trace/collect.ts';
import {collect} from '../trace/collect.ts';
import type {Trace} from '../trace/trace.ts';
import {createTrace, lastEventAt} from '../trace/trace.ts';
import {followerOf, modelOfEnded} from './followers.ts';

/** Runs programs in one engine. The last one is the current run. */
export type LiveRun = {
	/**
	 * Aborts the current run and starts another. `release` resolves to the instant at which it starts, as in
	 * `Engine.run`.
	 */
	readonly start: (program: Program, release?: Promise<number>) => void;
	/** Aborts the current run. */
	readonly stop: () => void;
	/** The current run at a moment of its clock, by default at its last event. Undefined before the first start. */
	readonly at: (moment?: number) => Model | undefined;
	/** The current run at its end. Undefined until it ends. It remains valid whatever `at` is asked for. */
	readonly whole: () => Model | undefined;
	/** All events of the current run so far. */
	readonly trace: () => Trace | undefined;
	/** Grows with each event of the current run. */
	readonly eventCount: () => number;
	/** Now, in ms on the clock of the current run. Undefined once it ended. */
	readonly clock: () => number | undefined;
	readonly cancel: (task: string) => void;
	/** Whether a program of the user runs, or its processes have not ended. */
	readonly isOwnAlive: () => boolean;
	/** Sends a signal to the current run. */
	readonly signal: Run['signal'];
};

/**
 * Creates the runs of an engine. `onEnd` is called each time that a run ends, the aborted ones included, and `onGone` when
 * its processes have ended too; `saver` gets their events.
 */
export function createLiveRun(
	engine: Engine,
	{onEnd, onGone}: {readonly onEnd: () => void; readonly onGone: () => void},
	saver?: Pick<RunSaver, 'run'>,
): LiveRun {
	let current: CurrentRun | undefined;

	return {
		start(program, release) {
			current?.abort.abort();
			current = startRun(engine, program, release, {onEnd, onGone, sink: saver?.run()});
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
		// Before its release nothing moves, and its clock is negative.
		clock: () => (current && !current.ended ? (current.run?.clock() ?? -1) : undefined),
		cancel: task => current?.run?.cancel(task),
		isOwnAlive: () => current?.isOwnAlive ?? false,
		signal(name) {
			if (current?.run) {
				current.run.signal(name);
			} else {
				current?.abort.abort();
			}
		},
	};
}

type CurrentRun = {
	trace: Trace;
	readonly abort: AbortController;
	run: Run | undefined;
	ended: boolean;
	isOwnAlive: boolean;
};

type RunListeners = {readonly onEnd: () => void; readonly onGone: () => void; readonly sink: TraceSink | undefined};

function startRun(
	engine: Engine,
	program: Program,
	release: Promise<number> | undefined,
	listeners: RunListeners,
): CurrentRun {
	// Described before the engine starts, so that the next frame after a key shows it.
	const written = createTrace(describeRun(engine.language, program));
	const current: CurrentRun = {
		trace: written.trace,
		abort: new AbortController(),
		run: undefined,
		ended: false,
		isOwnAlive: program.isOwn ?? false,
	};
	void follow(engine, program, current, release, {...listeners, written});
	return current;
}

async function follow(
	engine: Engine,
	program: Program,
	current: CurrentRun,
	release: Promise<number> | undefined,
	{onEnd, onGone, sink, written}: RunListeners & {readonly written: ReturnType<typeof createTrace>},
): Promise<void> {
	const releaseAt = release && (await release);
	current.run = engine.run(program, current.abort.signal, releaseAt);
	// What a command starts describes itself.
	const described =
		program.command || program.pid !== undefined
			? {
					onTrace(trace: Trace) {
						current.trace = trace;
					},
				}
			: {started: written};
	for await (const event of collect(current.run, {...described, sink})) {
		if (event.type === 'run-started') {
			// The next key press should not wait for a process to start.
			void engine.warm();
		}

		if (event.type === 'run-ended') {
			current.ended = true;
			onEnd();
		}
	}

	current.isOwnAlive = false;
	onGone();
}
