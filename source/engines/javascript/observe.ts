import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../trace/event.ts';
import type {RunCommand} from '../protocol.ts';
import {createPositions} from './call-site.ts';
import {now} from './clock.ts';
import {guardDescriptors} from './descriptors.ts';
import {createFailures} from './failure.ts';
import {createHotLoops} from './hot-loops.ts';
import {createLanes, lanesAhead} from './lanes.ts';
import {createLoop} from './loop.ts';
import {watchOutput} from './output.ts';
import type {Pulse} from './pulse.ts';
import {watchSyncCalls} from './sync-calls.ts';
import {createTelling} from './telling.ts';
import type {Context, Thread} from './thread.ts';
import {createThread} from './thread.ts';
import type {Observer} from './tracer.ts';
import {createTracer} from './tracer.ts';
import {createPromises} from './waits-for.ts';

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
