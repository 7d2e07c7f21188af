import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {KeepOptions} from '../model/event-window.ts';
import {createEventWindow} from '../model/event-window.ts';
import type {Model} from '../model/model.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import type {TraceSink} from '../trace/collect.ts';
import {collect} from '../trace/collect.ts';
import type {RunDescription} from '../trace/event.ts';
import type {Trace, TraceWriter} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';
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
	/** The kept events of the current run so far: another trace when old ones were dropped. */
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
	/** See `Run.input`. */
	readonly input: (text: string | undefined) => boolean;
};

/**
 * Creates the runs of an engine. `onEnd` is called each time that a run ends, the aborted ones included, and `onGone` when
 * its processes have ended too; `saver` gets their events.
 */
export function createLiveRun(
	engine: Engine,
	{onEnd, onGone}: {readonly onEnd: () => void; readonly onGone: () => void},
	{saver, ...keep}: RunOptions = {},
): LiveRun {
	let current: CurrentRun | undefined;
	const traceOf = ({written}: CurrentRun) => written.trace;

	return {
		start(program, release) {
			current?.abort.abort();
			current = startRun(engine, program, release, {onEnd, onGone, sink: saver?.run(), keep});
		},
		stop: () => current?.abort.abort(),
		at: moment =>
			current &&
			(current.ended
				? modelOfEnded(traceOf(current), moment)
				: followerOf(traceOf(current)).at(moment ?? lastEventAt(traceOf(current)))),
		whole: () => (current?.ended ? modelOfEnded(traceOf(current)) : undefined),
		trace: () => current && traceOf(current),
		eventCount: () => current?.events ?? 0,
		// Before its release nothing moves, and its clock is negative.
		clock: () => (current && !current.ended ? (current.run?.clock() ?? -1) : undefined),
		cancel: task => current?.run?.cancel(task),
		isOwnAlive: () => current?.isOwnAlive ?? false,
		input: text => (current?.isOwnAlive && current.run?.input?.(text)) ?? false,
		signal(name) {
			if (current?.run) {
				current.run.signal(name);
			} else {
				current?.abort.abort();
			}
		},
	};
}

/** How runs are kept. `saver` gets their events. */
export type RunOptions = KeepOptions & {readonly saver?: Pick<RunSaver, 'run'> | undefined};

type CurrentRun = {
	written: TraceWriter;
	/** How many events it has had, the description included. */
	events: number;
	readonly abort: AbortController;
	run: Run | undefined;
	ended: boolean;
	isOwnAlive: boolean;
};

type RunListeners = {
	readonly onEnd: () => void;
	readonly onGone: () => void;
	readonly sink: TraceSink | undefined;
	readonly keep: KeepOptions;
};

function startRun(
	engine: Engine,
	program: Program,
	release: Promise<number> | undefined,
	listeners: RunListeners,
): CurrentRun {
	// Described before the engine starts, so that the next frame after a key shows it.
	const written = createEventWindow(describeRun(engine.language, program), {...listeners.keep, followerOf});
	const current: CurrentRun = {
		written,
		events: 1,
		abort: new AbortController(),
		run: undefined,
		ended: false,
		isOwnAlive: program.isOwn ?? false,
	};
	void follow(engine, program, current, release, listeners);
	return current;
}

async function follow(
	engine: Engine,
	program: Program,
	current: CurrentRun,
	release: Promise<number> | undefined,
	{onEnd, onGone, sink, keep}: RunListeners,
): Promise<void> {
	const releaseAt = release && (await release);
	current.run = engine.run(program, current.abort.signal, releaseAt);
	// What a command starts describes itself.
	const described =
		program.command || program.pid !== undefined
			? {
					create(description: RunDescription) {
						current.written = createEventWindow(description, {...keep, followerOf});
						return current.written;
					},
				}
			: {started: current.written};
	for await (const event of collect(current.run, {...described, sink})) {
		current.events++;
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
