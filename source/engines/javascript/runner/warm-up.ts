import type {RunCommand} from '../../protocol.ts';
import {createFailures} from './failures.ts';
import {createSimulatedFetch} from './network/simulated-fetch.ts';
import {createOwnTime} from './own-time.ts';
import {createPlannedTasks} from './planned-tasks.ts';
import {createTraceWriter} from './trace-writer.ts';
import {createCallStack} from './tracing/call-stack.ts';
import {createCountedCalls} from './tracing/counted-calls.ts';
import {createHotLoops} from './tracing/hot-loops.ts';
import {createLanes} from './tracing/lanes.ts';
import {createPromises} from './tracing/promise-notes.ts';
import {createPositions} from './tracing/source-positions.ts';
import {createTracer} from './tracing/tracer.ts';
import {createAborts} from './watch/aborts.ts';

const id = 'rehearsal';

/**
 * Does what a run does, once and without reporting anything. Node.js takes 3 to 5 ms longer for what it does for the
 * first time, which would count as time of the first tasks. `simulates`: whether to make a simulated request.
 */
export async function warmUp(simulates: boolean): Promise<void> {
	const command: RunCommand = {
		type: 'run',
		origin: 0,
		strategy: id,
		source: 'simulated',
		tasks: [{id, name: id, latency: 1}],
		calls: [{task: id, function: id, arguments: [], replies: [{path: '/', share: 1, body: {}}]}],
		files: [],
	};
	const traceWriter = createTraceWriter(0);
	const {emit} = traceWriter;
	const ownTime = createOwnTime();
	traceWriter.close();
	const positions = createPositions(new Map([[import.meta.url, id]]));
	const failures = createFailures(positions);
	const promises = createPromises();
	const lanes = createLanes(
		traceWriter,
		createHotLoops(traceWriter, () => () => {}),
		createCountedCalls(traceWriter, ownTime, () => () => {}),
		1,
		() => {},
		() => ({}),
		ownTime.now,
	);
	const planned = createPlannedTasks(command, lanes);
	const callStack = createCallStack(
		() => {},
		() => {},
		ownTime,
	);
	const tracer = createTracer({
		lanes,
		callStack,
		promises,
		positions,
		failures,
		eventBuffer: traceWriter,
		emit,
		ownTime,
		aborts: createAborts(),
		onError() {},
		fallback: () => planned.current()?.lane,
		outcome: planned.outcome,
	});
	const request = simulates ? createSimulatedFetch({emit, tracer, promises, planned}) : undefined;
	const [task] = planned.functions(tracer, failures, [
		async () => {
			const reply = await request?.('http://localhost/');
			return await reply?.json();
		},
	]);
	planned.create();
	const stop = tracer.listen();
	try {
		await task?.();
	} finally {
		stop();
	}
}
