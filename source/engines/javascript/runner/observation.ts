import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import type {EventBody, Mark} from './encode.ts';
import {createFailures} from './failures.ts';
import {watchSyncCalls} from './loop/blocking-calls.ts';
import {createLoop, minBlockMs} from './loop/blocks.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {createThreadTime} from './loop/thread-time.ts';
import {hideOwnFrames} from './own-frames.ts';
import {createOwnTime} from './own-time.ts';
import type {TraceWriter} from './trace-writer.ts';
import {createTraceWriter} from './trace-writer.ts';
import type {CallStack, Context, StackEntry} from './tracing/call-stack.ts';
import {createCallStack} from './tracing/call-stack.ts';
import {createCountedCalls} from './tracing/counted-calls.ts';
import {createHotLoops} from './tracing/hot-loops.ts';
import {closestReportable} from './tracing/lane.ts';
import {countLanesBeforeCalls, createLanes} from './tracing/lanes.ts';
import {createPromises} from './tracing/promise-notes.ts';
import {createSourceMaps} from './tracing/source-maps.ts';
import {createPositions, nameFiles} from './tracing/source-positions.ts';
import type {Tracer} from './tracing/tracer.ts';
import {createTracer} from './tracing/tracer.ts';
import type {TracerOptions} from './tracing/tracer-options.ts';
import {setUntracedTimeout} from './untraced-timeout.ts';
import {createAborts, watchAborts} from './watch/aborts.ts';
import {watchCompiledTexts} from './watch/compiled-texts.ts';
import {guardDescriptors} from './watch/descriptors.ts';
import {hideFromHooks} from './watch/other-hooks.ts';
import {watchOutput} from './watch/output.ts';
import {markOutput} from './watch/output-marks.ts';
import {hideOwnTexts} from './watch/replace-method.ts';

/**
 * The connection of a process that the user's command started. Such a process is observed from its first async call on.
 */
export type LateConnection = {
	/** Returns the name of a file of the program. `path`: its path. */
	readonly nameFile: (path: string) => string;
	/** Our own file descriptors, which the program must not close. */
	readonly descriptors: Set<number>;
	/** Whether to report an event. A reported event may have to wait for the connection. */
	readonly admits: (event: EventBody) => boolean;
	/** Announces a write of the program, once there is a connection. `send` announces it now. */
	readonly mark: (mark: Mark, send: TraceWriter['mark']) => void;
	readonly isWorker: boolean;
	/** Whether the process was already running. Then none of its functions is replaced. */
	readonly isAttached?: boolean;
};

/** Creates the parts that observe a run, whatever it runs. `onLaneEnd` is called when a lane has ended. */
export function createObservation(
	command: RunCommand,
	heartbeat: Heartbeat,
	watchdogPort: MessagePort,
	schedstat: number | undefined,
	onLaneEnd: () => void,
	connection?: LateConnection,
) {
	const ownTime = createOwnTime();
	const threadTime = createThreadTime(ownTime, schedstat);
	const onHostWait = (ms: number) => {
		const at = now();
		callStack?.excludeWait(ms);
		loop.excludeWait(ms);
		emit({type: 'trace-waited', since: traceWriter.since(at - ms)}, at);
	};
	const traceWriter = createTraceWriter(command.origin, onHostWait, ownTime, connection?.admits);
	const {emit} = traceWriter;
	let callStack: CallStack | undefined;
	const names = new Map(command.files.map(({url, name}) => [url, name]));
	const nameFile = connection?.nameFile ?? nameFiles(names);
	const maps = createSourceMaps(
		(path, text) => emit({type: 'file-described', name: nameFile(path), text}),
		connection && watchCompiledTexts(),
	);
	const positions = createPositions(
		names,
		maps,
		nameFile,
		connection && ((name, text) => emit({type: 'file-described', name, text})),
	);
	const aborts = createAborts();
	const failures = createFailures(positions);
	let runUntraced: Tracer['runUntraced'];
	/** Calls a function about every `ms` without keeping the loop alive. Returns a function that stops the calls. */
	const every = (ms: number, call: () => void) => {
		let isStopped = false;
		const wait = () => setUntracedTimeout(ms, work, runUntraced);
		const work = () => {
			if (!isStopped) {
				runUntraced(call);
				wait();
			}
		};
		wait();
		return () => {
			isStopped = true;
		};
	};
	const hotLoops = createHotLoops(traceWriter, every);
	const countedCalls = createCountedCalls(traceWriter, ownTime, every);
	const lanesBeforeCalls = !connection ? countLanesBeforeCalls(command) : connection.isAttached ? 0 : 1;
	const lanes = createLanes(
		traceWriter,
		hotLoops,
		countedCalls,
		lanesBeforeCalls,
		onLaneEnd,
		threadTime.read,
		ownTime.now,
	);
	const loop = createLoop({
		traceWriter,
		heartbeat,
		ownTime,
		watchdogPort,
		threadTime,
		schedstat,
		runUntraced: call => runUntraced(call),
	});
	const promises = createPromises();
	/** The index of each planned task. Not a `Map`, whose `get` a program can replace. */
	const indices: Record<string, number> = Object.create(null);
	command.tasks.forEach(({id}, index) => {
		indices[id] = index;
	});
	let flushOutput = () => {};

	const onStretchEnd = (entry: StackEntry, ms: number) => {
		if (ms >= minBlockMs) {
			ownTime.enter();
			try {
				loop.stretchEnded(entry, ms, countedCalls.ensureReported(entry.lane));
			} finally {
				ownTime.leave();
			}
		} else if (!entry.isWithinReported) {
			countedCalls.ran(entry.lane, ms);
		}
	};

	return {
		emit,
		positions,
		failures,
		lanes,
		promises,
		aborts,
		/** Reports the start of the run. Its times are counted from here. */
		start() {
			emit({type: 'run-started'});
			threadTime.start();
		},
		/**
		 * Creates the tracer, and starts to watch what the program writes, aborts and blocks on. Also starts to watch the
		 * loop, unless the process has a connection.
		 */
		trace({context, ...observer}: TracerOptions & {readonly context?: Context}) {
			const observed = createCallStack(
				(top, at) => {
					if (!top) {
						heartbeat.free(at);
						return;
					}

					const {lane, since} = top;
					const reportable = closestReportable(lane);
					const shown = reportable?.held ? reportable.held.reportedCaller : reportable;
					const planned = indices[lane.plannedTaskId ?? ''];
					heartbeat.take(since, shown?.serial ?? -1, planned ?? -1);
					loop.stretchStarted(since);
				},
				onStretchEnd,
				ownTime,
				context,
			);
			callStack = observed;
			const tracer = createTracer({
				lanes,
				callStack,
				promises,
				positions,
				failures,
				eventBuffer: traceWriter,
				emit,
				ownTime,
				aborts,
				onError(error) {
					const {name, message} = failures.of(error);
					emit({type: 'warning-raised', kind: 'engine', message: `internal error: ${name}: ${message}`});
				},
				...observer,
			});
			runUntraced = tracer.runUntraced;
			if (connection?.isAttached) {
				return {callStack: observed, tracer};
			}

			hideOwnFrames();
			hideOwnTexts();

			if (!connection) {
				flushOutput = watchOutput(emit, tracer, every);
			} else if (!connection.isWorker) {
				markOutput(mark => connection.mark(mark, traceWriter.mark), tracer);
			}

			watchAborts(tracer, aborts);
			hideFromHooks(ownTime);
			guardDescriptors(connection?.descriptors ?? new Set([3, 4, ...(schedstat === undefined ? [] : [schedstat])]));
			watchSyncCalls(tracer, loop);
			if (!connection) {
				loop.start();
			}

			return {callStack: observed, tracer};
		},
		/** Starts to watch the loop of a process with a connection. */
		startLoop: loop.start,
		stopLoop: loop.stop,
		onBeat: loop.onBeat,
		since: traceWriter.since,
		/** Reports the end of the run. Nothing is reported after that. `open`: the planned tasks that have not settled. */
		end(outcome: RunOutcome, error: Failure | undefined, open: string[], exitCode?: number) {
			hotLoops.leaveAll();
			countedCalls.reportAll();
			loop.flush();
			flushOutput();
			const code = exitCode === undefined ? {} : {exitCode};
			emit({type: 'run-ended', outcome, ...(error && {error}), open, ...code, ...threadTime.read()});
			traceWriter.close();
		},
	};
}
