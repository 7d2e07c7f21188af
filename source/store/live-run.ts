import {describeRun} from '../engines/describe-run.ts';
import type {Engine, Program, Run} from '../engines/engine.ts';
import type {KeepOptions} from '../model/event-window.ts';
import {createEventWindow} from '../model/event-window.ts';
import type {Model} from '../model/model.ts';
import {isStep} from '../model/stepping.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import {collect} from '../trace/collect.ts';
import type {RunDescription, TraceEvent} from '../trace/event.ts';
import type {Trace, TraceWriter} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';
import {followerOf, modelOfEnded} from './followers.ts';
import {limitPauses} from './memory.ts';

/** Runs programs in one engine. The last one is the current run. */
export type LiveRun = {
	/**
	 * Aborts the current run and starts another. `release` resolves to the instant at which it starts, as in
	 * `Engine.run`.
	 */
	readonly start: (program: Program, release?: Promise<number>) => void;
	/** Aborts the current run. */
	readonly stop: () => void;
	/**
	 * Returns the model of the shown trace at a moment of its clock, by default at its last event. Undefined before the
	 * first start.
	 */
	readonly at: (moment?: number) => Model | undefined;
	/**
	 * Returns the model of the shown trace at its end. Undefined until the trace ends. It stays valid, whatever `at` is
	 * called with.
	 */
	readonly modelAtEnd: () => Model | undefined;
	/**
	 * Returns the shown trace: the events so far that are in memory. A new trace replaces it when old events are dropped.
	 */
	readonly trace: () => Trace | undefined;
	/** Grows with each visible event of the shown trace. */
	readonly eventCount: () => number;
	/** Now, in ms on the clock of the shown trace. Undefined once it ended. */
	readonly clock: () => number | undefined;
	/** The traces of the current run, in the order of their starts. Only a command has several: one for each process. */
	readonly traces: () => readonly Trace[];
	/** Shows another trace of the current run: an index into `traces`. The first one is shown until then. */
	readonly show: (index: number) => void;
	/** Whether the first trace of the current run has ended. */
	readonly hasEnded: () => boolean;
	readonly cancel: (task: string) => void;
	/** Whether a program of the user runs, or its processes have not ended. */
	readonly isUserProgramAlive: () => boolean;
	/** Sends a signal to the current run. */
	readonly signal: Run['signal'];
	/** See `Run.input`. */
	readonly input: (text: string | undefined) => boolean;
};

/** Callbacks for what happens to runs. */
export type LiveRunListeners = {
	/** Called when a run has ended, even if it was aborted. */
	readonly onEnd: () => void;
	/** Called when the processes of a run have ended, too. */
	readonly onExit: () => void;
	/** Called when another process of a command has connected, or when one has ended. */
	readonly onProcess: () => void;
};

/** Creates the runs of an engine. `saver` gets their events. */
export function createLiveRun(engine: Engine, listeners: LiveRunListeners, {saver, ...keep}: RunOptions = {}): LiveRun {
	let current: CurrentRun | undefined;
	const trace = () => current?.shown.written.trace;

	return {
		start(program, release) {
			current?.abort.abort();
			current = startRun(engine, program, release, {...listeners, saver, keep});
		},
		stop: () => current?.abort.abort(),
		at(moment) {
			const shown = trace();
			return (
				shown &&
				(current?.shown.hasEnded ? modelOfEnded(shown, moment) : followerOf(shown).at(moment ?? lastEventAt(shown)))
			);
		},
		modelAtEnd() {
			const shown = trace();
			return shown && current?.shown.hasEnded ? modelOfEnded(shown) : undefined;
		},
		trace,
		eventCount: () => current?.shown.visibleEvents ?? 0,
		// Before the release of a run nothing moves, and its clock is negative.
		clock: () => (current && !current.shown.hasEnded ? (current.run?.clock() ?? -1) : undefined),
		traces: () => current?.all.map(({written}) => written.trace) ?? [],
		show(index) {
			if (current) {
				current.shown = current.all[index] ?? current.shown;
			}
		},
		hasEnded: () => current?.all[0].hasEnded ?? false,
		cancel: task => current?.run?.cancel(task),
		isUserProgramAlive: () => current?.isUserProgramAlive ?? false,
		input: text => (current?.isUserProgramAlive && current.run?.input?.(text)) ?? false,
		signal(name) {
			if (current?.run) {
				current.run.signal(name);
			} else {
				current?.abort.abort();
			}
		},
	};
}

/** How many events of a run are kept in memory, and the saver that gets all of them. */
export type RunOptions = KeepOptions & {readonly saver?: Pick<RunSaver, 'run'> | undefined};

type CurrentRun = {
	/** The traces of the run: one, or for a command one for each process. */
	readonly all: [GrowingTrace, ...GrowingTrace[]];
	shown: GrowingTrace;
	readonly abort: AbortController;
	run: Run | undefined;
	isUserProgramAlive: boolean;
};

type GrowingTrace = {
	readonly written: TraceWriter;
	/** How many visible events the trace has had, including the description and dropped events. */
	visibleEvents: number;
	hasEnded: boolean;
};

type RunParts = LiveRunListeners & Pick<RunOptions, 'saver'> & {readonly keep: KeepOptions};

function startRun(engine: Engine, program: Program, release: Promise<number> | undefined, parts: RunParts): CurrentRun {
	// Described before the engine starts, so that the next frame after a key shows the run.
	const first = createGrowingTrace(describeRun(engine.language, program), parts);
	const current: CurrentRun = {
		all: [first],
		shown: first,
		abort: new AbortController(),
		run: undefined,
		isUserProgramAlive: program.isOwn ?? false,
	};
	void follow(engine, program, current, release, parts);
	return current;
}

function createGrowingTrace(description: RunDescription, {keep}: RunParts): GrowingTrace {
	return {written: createEventWindow(description, {...keep, followerOf}), visibleEvents: 1, hasEnded: false};
}

async function follow(
	engine: Engine,
	program: Program,
	current: CurrentRun,
	release: Promise<number> | undefined,
	parts: RunParts,
): Promise<void> {
	const [first] = current.all;
	const sink = parts.saver?.run();
	const releaseAt = release && (await release);
	current.run = engine.run(
		program,
		current.abort.signal,
		releaseAt,
		other => void followProcess(other, current, parts),
	);
	for await (const events of collect(current.run, {started: first.written, sink})) {
		for (const event of events) {
			countVisible(first, event);
			if (event.type === 'run-started') {
				// The next key press should not wait for a process to start.
				void engine.warm();
			}

			if (event.type === 'run-ended') {
				first.hasEnded = true;
				parts.onProcess();
				parts.onEnd();
			}
		}
	}

	current.isUserProgramAlive = false;
	parts.onExit();
}

/** How many events lie between two checks of the memory: they add about a megabyte. */
const eventsPerCheck = 1000;

/** Counts an event. A beat of the loop is not visible: it says that time passes, 20 times a second. */
function countVisible(trace: GrowingTrace, event: TraceEvent): void {
	if (isStep(event)) {
		trace.visibleEvents++;
		if (trace.visibleEvents % eventsPerCheck === 0) limitPauses();
	}
}

/** Follows another process of a command. */
async function followProcess(run: Run, current: CurrentRun, parts: RunParts): Promise<void> {
	let own: GrowingTrace | undefined;
	const create = (description: RunDescription) => {
		own = createGrowingTrace(description, parts);
		current.all.push(own);
		parts.onProcess();
		return own.written;
	};
	for await (const events of collect(run, {create, sink: parts.saver?.run()})) {
		for (const event of events) {
			if (own) {
				countVisible(own, event);
				own.hasEnded ||= event.type === 'run-ended';
			}
			if (event.type === 'run-ended') {
				parts.onProcess();
			}
		}
	}
}
