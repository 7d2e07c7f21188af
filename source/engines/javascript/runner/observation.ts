import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {createFailures} from './failures.ts';
import {watchSyncCalls} from './loop/blocking-calls.ts';
import {createLoop} from './loop/blocks.ts';
import type {Pulse} from './loop/heartbeat.ts';
import {createTelling} from './trace-writer.ts';
import type {Context, Thread} from './tracing/call-stack.ts';
import {createThread} from './tracing/call-stack.ts';
import {createHotLoops} from './tracing/hot-loops.ts';
import {createLanes, lanesAhead} from './tracing/lanes.ts';
import {createPositions} from './tracing/source-positions.ts';
import type {Observer} from './tracing/tracer.ts';
import {createTracer} from './tracing/tracer.ts';
import {createPromises} from './tracing/wait-reasons.ts';
import {guardDescriptors} from './watch/descriptors.ts';
import {watchOutput} from './watch/output.ts';

/** What every run is observed with, whatever it runs. `ended` is called when a lane has ended. */
export function observe(command: RunCommand, pulse: Pulse, sightings: MessagePort, ended: () => void) {
	// Ours, whatever the program does to its own.
	const {setInterval: repeat} = globalThis;
	const telling = createTelling(command.origin, ms => {
		const at = now();
		thread?.waited(ms);
		loop.waited(ms);
		tell({type: 'trace-waited', since: telling.since(at - ms)}, at);
	});
	const {tell} = telling;
	let thread: Thread | undefined;
	const positions = createPositions(new Map(command.files.map(({url, name}) => [url, name])));
	const failures = createFailures(positions);
	const hotLoops = createHotLoops(telling, (ms, call) => {
		const timer = repeat(call, ms).unref();
		return () => clearInterval(timer);
	});
	const lanes = createLanes(telling, hotLoops, lanesAhead(command), ended);
	const loop = createLoop(telling, pulse, sightings);
	const promises = createPromises();
	const indices = new Map(command.tasks.map(({id}, index) => [id, index]));
	let flushOutput = () => {};

	return {
		tell,
		positions,
		failures,
		lanes,
		promises,
		/** Begins to watch the loop, and what the program writes. */
		trace({context, ...observer}: Observer & {readonly context?: Context}) {
			const observed = createThread(
				top => {
					pulse.lane = top?.lane.serial ?? -1;
					pulse.planned = indices.get(top?.lane.planned ?? '') ?? -1;
					pulse.enteredAt = top?.since ?? 0;
				},
				loop.held,
				context,
			);
			thread = observed;
			const tracer = createTracer({lanes, thread, promises, positions, failures, holding: telling, ...observer});
			flushOutput = watchOutput(tell, tracer);
			guardDescriptors();
			watchSyncCalls(tracer, loop);
			loop.start();
			return {thread: observed, tracer};
		},
		/** The last word of the run: nothing is told after it. `open`: the planned tasks that have not settled. */
		end(outcome: RunOutcome, error: Failure | undefined, open: string[]) {
			hotLoops.leaveAll();
			loop.flush();
			flushOutput();
			tell({type: 'run-ended', outcome, ...(error && {error}), open});
			telling.close();
		},
	};
}
