import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {createFailures} from './failures.ts';
import {watchSyncCalls} from './loop/blocking-calls.ts';
import {createLoop} from './loop/blocks.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {createTraceWriter} from './trace-writer.ts';
import type {CallStack, Context} from './tracing/call-stack.ts';
import {createCallStack} from './tracing/call-stack.ts';
import {createHotLoops} from './tracing/hot-loops.ts';
import {createLanes, lanesAhead} from './tracing/lanes.ts';
import {createPositions} from './tracing/source-positions.ts';
import type {Observer} from './tracing/tracer.ts';
import {createTracer} from './tracing/tracer.ts';
import {createPromises} from './tracing/wait-reasons.ts';
import {guardDescriptors} from './watch/descriptors.ts';
import {watchOutput} from './watch/output.ts';

/** What every run is observed with, whatever it runs. `ended` is called when a lane has ended. */
export function createObservation(
	command: RunCommand,
	heartbeat: Heartbeat,
	watchdogPort: MessagePort,
	ended: () => void,
) {
	// Ours, whatever the program does to its own.
	const {setInterval: repeat} = globalThis;
	const traceWriter = createTraceWriter(command.origin, ms => {
		const at = now();
		callStack?.waited(ms);
		loop.waited(ms);
		emit({type: 'trace-waited', since: traceWriter.since(at - ms)}, at);
	});
	const {emit} = traceWriter;
	let callStack: CallStack | undefined;
	const positions = createPositions(new Map(command.files.map(({url, name}) => [url, name])));
	const failures = createFailures(positions);
	const hotLoops = createHotLoops(traceWriter, (ms, call) => {
		const timer = repeat(call, ms).unref();
		return () => clearInterval(timer);
	});
	const lanes = createLanes(traceWriter, hotLoops, lanesAhead(command), ended);
	const loop = createLoop(traceWriter, heartbeat, watchdogPort);
	const promises = createPromises();
	const indices = new Map(command.tasks.map(({id}, index) => [id, index]));
	let flushOutput = () => {};

	return {
		emit,
		positions,
		failures,
		lanes,
		promises,
		/** Begins to watch the loop, and what the program writes. */
		trace({context, ...observer}: Observer & {readonly context?: Context}) {
			const observed = createCallStack(
				top => {
					heartbeat.lane = top?.lane.serial ?? -1;
					heartbeat.planned = indices.get(top?.lane.plannedTaskId ?? '') ?? -1;
					heartbeat.enteredAt = top?.since ?? 0;
				},
				loop.held,
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
				...observer,
			});
			flushOutput = watchOutput(emit, tracer);
			guardDescriptors();
			watchSyncCalls(tracer, loop);
			loop.start();
			return {callStack: observed, tracer};
		},
		/** The last word of the run: nothing is told after it. `open`: the planned tasks that have not settled. */
		end(outcome: RunOutcome, error: Failure | undefined, open: string[]) {
			hotLoops.leaveAll();
			loop.flush();
			flushOutput();
			emit({type: 'run-ended', outcome, ...(error && {error}), open});
			traceWriter.close();
		},
	};
}
