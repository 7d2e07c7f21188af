import type {RunCommand} from '../protocol.ts';
import {createPositions} from './call-site.ts';
import {createFailures} from './failure.ts';
import {createHotLoops} from './hot-loops.ts';
import {createLanes} from './lanes.ts';
import {createPlannedTasks} from './planned.ts';
import {createSimulatedFetch} from './simulated-fetch.ts';
import {createTelling} from './telling.ts';
import {createThread} from './thread.ts';
import {createTracer} from './tracer.ts';
import {createPromises} from './waits-for.ts';

const id = 'rehearsal';

/**
 * Does once what a run does, and tells nothing: what Node.js does for the first time takes 3 to 5 ms more, which would be a part of the
 * first tasks' time.
 */
export async function rehearse(): Promise<void> {
	const command: RunCommand = {
		type: 'run',
		origin: 0,
		strategy: id,
		source: 'simulated',
		tasks: [{id, name: id, latency: 1}],
		calls: [{task: id, function: id, arguments: [], replies: [{path: '/', share: 1, body: {}}]}],
		files: [],
	};
	const telling = createTelling(0);
	const {tell} = telling;
	telling.close();
	const positions = createPositions(new Map([[import.meta.url, id]]));
	const failures = createFailures(positions);
	const promises = createPromises();
	const lanes = createLanes(
		telling,
		createHotLoops(telling, () => () => {}),
		1,
		() => {},
	);
	const planned = createPlannedTasks(command, lanes);
	const thread = createThread(
		() => {},
		() => {},
	);
	const tracer = createTracer({
		lanes,
		thread,
		promises,
		positions,
		failures,
		holding: telling,
		fallback: () => planned.current()?.lane,
		outcome: planned.outcome,
	});
	const request = createSimulatedFetch({tell, tracer, promises, planned});
	const [task] = planned.functions(tracer, failures, [
		async () => {
			const reply = await request('http://localhost/');
			return await reply.json();
		},
	]);
	planned.create('#1');
	const stop = tracer.listen();
	try {
		await task?.();
	} finally {
		stop();
	}
}
