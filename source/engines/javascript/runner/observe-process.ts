import process from 'node:process';
import workerThreads from 'node:worker_threads';
import type {RunCommand} from '../../protocol.ts';
import {closeChannel, holdLines, openChannel, writeLine} from './channel.ts';
import {now} from './clock.ts';
import type {Address} from './connection.ts';
import {connectTo, greeting} from './connection.ts';
import type {EventBody} from './encode.ts';
import {outcomeOf} from './failures.ts';
import {createHiddenContext} from './hidden-context.ts';
import {allocateChannel, shareChannel} from './host-pipe.ts';
import {createHeartbeat, heartbeatSize} from './loop/heartbeat.ts';
import {openSchedstat} from './loop/schedstat.ts';
import {createMainProgram} from './main-program.ts';
import {createObservation} from './observation.ts';
import {createProgramEnd} from './program-end.ts';
import type {Context} from './tracing/call-stack.ts';
import type {Lane} from './tracing/lane.ts';
import {nameFilesFrom} from './tracing/name-files.ts';
import {setUntracedTimeout} from './untraced-timeout.ts';
import {hideResourcesOf} from './watch/other-hooks.ts';
import {hideThread, idOfProgram} from './watch/thread-ids.ts';
import {watchProgram} from './watch-program.ts';
import type {WatchdogData} from './watchdog.ts';

// Taken before our watchers replace them.
const {Worker, MessageChannel, isMainThread, threadId} = workerThreads;

/** The events that are reported before the first async call: those about lanes and files. */
const earlyEvents = new Set<string>([
	'run-started',
	'file-described',
	'task-created',
	'task-started',
	'task-waiting',
	'task-resumed',
	'task-ended',
]);

/**
 * Observes this thread of a process that the user's command started. Connects to the host at the first async call in a
 * file of the program. npm and other launchers make no such call, so they never connect.
 */
export function observeProcess(address: Address): void {
	const thread = isMainThread ? 0 : idOfProgram(threadId);
	const folder = process.cwd();
	const command: RunCommand = {
		type: 'run',
		origin: address.origin,
		strategy: 'as-it-is',
		tasks: [],
		calls: [],
		files: [],
		source: 'measured',
	};
	const memory = new SharedArrayBuffer(heartbeatSize);
	const heartbeat = createHeartbeat(memory);
	heartbeat.free(0);
	const channel = allocateChannel();
	shareChannel(channel);
	const schedstat = isMainThread ? openSchedstat() : undefined;
	const {port1: watchdogPort, port2: watchdogSide} = new MessageChannel();
	const descriptors = new Set(schedstat === undefined ? [] : [schedstat]);
	let isConnecting = false;
	/** Bytes that were written before the connection. */
	const earlyBytes = {stdout: 0, stderr: 0};

	holdLines();
	writeLine(greeting(address, thread));

	/** Whether to report an event. The first call connects to the host. */
	const admits = (event: EventBody) => {
		if (isConnecting) {
			return true;
		}

		const isCall =
			(event.type === 'task-created' && (event.kind === 'call' || event.kind === 'generator')) ||
			(event.type === 'task-waiting' && event.task === program.lane.id);
		if (isCall) {
			isConnecting = true;
			tracer.runUntraced(() => hideResourcesOf(connect));
		}

		return earlyEvents.has(event.type);
	};

	const observation = createObservation(command, heartbeat, watchdogPort, schedstat, () => {}, {
		nameFile: nameFilesFrom(folder),
		descriptors,
		isWorker: !isMainThread,
		admits,
		mark(mark, send) {
			const {stream, bytes} = mark;
			if (!isConnecting) {
				earlyBytes[stream] += bytes;
				return;
			}

			if (earlyBytes[stream] > 0) {
				const at = observation.since(now());
				writeLine({type: 'wrote', at, stream, bytes: earlyBytes[stream], early: true});
				earlyBytes[stream] = 0;
			}

			send(mark);
		},
	});
	const {lanes, promises} = observation;
	const context = createHiddenContext<Lane | undefined>();
	const program = createMainProgram({
		lanes,
		promises,
		start: observation.start,
		enter: lane => context.enterWith(lane),
	});
	const laneContext: Context = {current: () => context.getStore(), enter: lane => context.enterWith(lane)};
	const {callStack, tracer} = observation.trace({
		fallback: () => context.getStore(),
		outcome: (_, reason) => outcomeOf(reason),
		context: laneContext,
		topLevel: program.lane,
		onEvaluate: program.onEvaluate,
	});
	program.watch(callStack, tracer);

	function connect() {
		const descriptor = connectTo(address);
		if (descriptor === undefined) {
			stop();
			return;
		}

		descriptors.add(descriptor);
		program.reportStart();
		if (isMainThread) {
			// Deferred: starting a thread takes milliseconds, which would count as time of the program's first call.
			setUntracedTimeout(
				1,
				() => tracer.runUntraced(() => hideResourcesOf(() => startWatchdog(descriptor))),
				tracer.runUntraced,
			);
		}

		openChannel(descriptor, stop);
		observation.startLoop();
	}

	function startWatchdog(descriptor: number) {
		const connection = {descriptor, folder, command};
		const {nextTick} = process;
		// `new Worker` calls `nextTick` to emit `worker` on `process`: the program would receive that event, and have the
		// tick in its stacks.
		process.nextTick = () => {};
		try {
			const watchdog = new Worker(new URL('./watchdog.js', import.meta.url), {
				workerData: {memory, channel, schedstat, watchdogPort: watchdogSide, connection} satisfies WatchdogData,
				transferList: [watchdogSide],
				stdin: false,
				// Otherwise Node.js pipes them into the program's own streams, which adds error listeners to these.
				stdout: true,
				stderr: true,
				env: {},
				execArgv: [],
			});
			hideThread(watchdog.threadId);
			watchdog.on('error', () => {});
			watchdog.unref();
		} catch {
			// The process is not allowed to start threads. Blocks are then only reported after they end.
		} finally {
			process.nextTick = nextTick;
		}
	}

	/** Stops observing. The host is gone, and the program continues as if there had never been one. */
	function stop() {
		closeChannel();
		stopListening();
	}

	const programEnd = createProgramEnd({
		observation,
		tracer,
		topLevel: program.lane,
		isOpen: program.isOpen,
		currentLane: laneContext.current,
	});
	watchProgram(observation, tracer, programEnd, {context: laneContext, leavesOutput: true});
	const stopListening = tracer.listen();
}
