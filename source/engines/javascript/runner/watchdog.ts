import {readSync} from 'node:fs';
import {Socket} from 'node:net';
import process from 'node:process';
import type {MessagePort} from 'node:worker_threads';
import {parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import type {Place} from '../../../trace/event.ts';
import {createLineSplitter} from '../../host/events/split-lines.ts';
import type {Command, RunCommand} from '../../protocol.ts';
import {closeChannel, openChannel, writeLine} from './channel.ts';
import {now, toMicroseconds} from './clock.ts';
import {writeForOthers} from './deferred-writes.ts';
import {endProcess, shareChannel} from './host-pipe.ts';
import {blockingFunction} from './loop/blocking-function.ts';
import type {BlockingCall, Sighting} from './loop/blocks.ts';
import {createHeartbeat} from './loop/heartbeat.ts';
import {readPausedStack} from './loop/paused-stack.ts';
import type {Silence} from './loop/silence.ts';
import {createSilenceSearch, silenceMs} from './loop/silence.ts';
import type {TraceWriter} from './trace-writer.ts';
import {createTraceWriter} from './trace-writer.ts';
import {countLanesBeforeCalls, idOfCall} from './tracing/lanes.ts';
import {nameFilesFrom} from './tracing/name-files.ts';
import {createSourceMaps} from './tracing/source-maps.ts';
import {createPositions} from './tracing/source-positions.ts';

/**
 * A thread beside the program's. It listens to the host even while the program's loop is blocked: it answers pings,
 * passes commands on, and ends the process when the host is gone. It also watches the loop: after 150 ms without a
 * beat, it pauses the program's thread with the inspector to find the line at which it is.
 */

/** The intervals of the checks of a silent loop and of the memory, in ms. */
const intervalMs = 25;
const memoryIntervalMs = 50;
/** How long a cancelled task may stay on the thread before the process is killed, in ms. */
const killDelayMs = 250;

const {kill, pid} = process;

/** What a watchdog starts with. `connection`: only in a process that the user's command started. */
export type WatchdogData = {
	readonly memory: SharedArrayBuffer;
	readonly channel: SharedArrayBuffer;
	readonly watchdogPort: MessagePort;
	readonly schedstat?: number | undefined;
	readonly connection?: {readonly descriptor: number; readonly folder: string; readonly command: RunCommand};
};

const {memory, channel, watchdogPort, schedstat, connection}: WatchdogData = workerData;
const heartbeat = createHeartbeat(memory);
let cancel: (task: string) => void = () => {};

shareChannel(channel);
if (connection) {
	openChannel(connection.descriptor, closeChannel);
	watch(connection.command, nameFilesFrom(connection.folder));
	pollForEnd(connection.descriptor);
} else {
	listenToHost(new Socket({fd: 4, readable: true, writable: false}));
	// A socket makes the descriptor non-blocking: this thread must keep listening to a host that does not read.
	new Socket({fd: 3, readable: false, writable: true}).unref();
}

writeForOthers();

function listenToHost(host: Socket) {
	host.setEncoding('utf8');
	host.on('data', createLineSplitter(onLine));
	host.on('error', endProcess);
	host.on('close', endProcess);
}

/**
 * Watches for the end of a connection. Its socket belongs to the main thread, which does not read it, so this thread
 * polls the descriptor. If the host ends without a farewell, it also closes the program's pipes: the program then ends
 * as if its terminal had closed.
 */
function pollForEnd(descriptor: number) {
	const buffer = Buffer.alloc(64);
	const timer = setInterval(() => {
		try {
			const isFarewell = readSync(descriptor, buffer) > 0;
			clearInterval(timer);
			if (!isFarewell) {
				kill(pid, 'SIGHUP');
			}
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code === 'EAGAIN') {
				return;
			}

			clearInterval(timer);
			// The host ended before it had read everything.
			if (code === 'ECONNRESET') {
				kill(pid, 'SIGHUP');
			}
		}
	}, intervalMs);
}

function onLine(line: string) {
	const command: Command = JSON.parse(line);
	if (command.type === 'ping') {
		writeLine({type: 'pong', number: command.number, clock: now()});
		return;
	}

	if (command.type === 'ended') {
		heartbeat.confirmEnd();
		return;
	}

	parentPort?.postMessage(command);
	if (command.type === 'run') {
		watch(command);
		cancel = task => killIfBlocking(task, command);
	} else if (command.type === 'cancel') {
		cancel(command.task);
	}
}

/** Ends the run if a cancelled task does not leave the thread: until then, the task cannot react to its signal. */
function killIfBlocking(task: string, {tasks, origin}: RunCommand) {
	const isBlocking = () => tasks[heartbeat.plannedIndex]?.id === task;
	const {beatAt, enteredAt} = heartbeat;
	if (!isBlocking()) {
		return;
	}

	setTimeout(() => {
		if (isBlocking() && heartbeat.beatAt === beatAt && heartbeat.enteredAt === enteredAt) {
			const message = 'the cancelled task was blocking the thread, so its process was killed';
			createTraceWriter(origin).emit({
				type: 'run-ended',
				outcome: 'cancelled',
				error: {name: 'Cancelled', message},
				open: [],
			});
			endProcess();
		}
	}, killDelayMs);
}

function watch(command: RunCommand, nameFile?: (path: string) => string) {
	const {files, origin, tasks} = command;
	const lanesBeforeCalls = nameFile ? 1 : countLanesBeforeCalls(command);
	const maps = createSourceMaps(() => {});
	const positions = createPositions(new Map(files.map(({url, name}) => [url, name])), maps, nameFile);
	const {emit, since} = createTraceWriter(origin);
	if (command.maxMemory !== undefined) {
		watchMemory(command.maxMemory, emit);
	}

	let blockingCall: BlockingCall;
	/** Reads what the main thread announced. An event of the port would come after the timers that are due with it. */
	const readBlockingCall = () => {
		for (let received = receiveMessageOnPort(watchdogPort); received; received = receiveMessageOnPort(watchdogPort)) {
			blockingCall = received.message;
		}
	};

	const searchSilence = createSilenceSearch(heartbeat, schedstat);

	const report = ({since: from, laneSerial, used}: Silence, place: Place | undefined, inside: string | undefined) => {
		const at = now();
		const task =
			laneSerial === undefined ? undefined : (tasks[laneSerial]?.id ?? idOfCall(laneSerial, lanesBeforeCalls));
		const sighting: Sighting = {at, ...(place && {place})};
		watchdogPort.postMessage(sighting);
		emit(
			{
				type: 'loop-blocked',
				since: since(from),
				...(task !== undefined && {task}),
				...(place && {place}),
				...(inside && {inside}),
				...(used && {processor: toMicroseconds(used.processor), preempted: toMicroseconds(used.preempted)}),
			},
			at,
		);
	};

	const reportWithLine = (silence: Silence) => {
		if (blockingCall) {
			report(silence, blockingCall.place, blockingCall.inside);
			return;
		}

		readPausedStack(
			frames => {
				const frame = frames.find(({file}) => positions.isProgram(file));
				const place = frame && positions.place(frame.file, frame.line, frame.column, frame.name);
				report(silence, place, blockingFunction(frames));
			},
			() => !silence.isOver(),
		);
	};

	const examine = () => {
		const silence = searchSilence();
		readBlockingCall();
		if (silence) {
			reportWithLine(silence);
		}

		// A loop that beats is not silent before this, and the thread records its own usage at each beat.
		setTimeout(examine, Math.max(intervalMs, heartbeat.beatAt + silenceMs - now()));
	};
	examine();
}

/** Ends the process when it uses more than `maxMb` MB. */
function watchMemory(maxMb: number, emit: TraceWriter['emit']) {
	setInterval(() => {
		const usedMb = process.memoryUsage.rss() / 1_048_576;
		if (usedMb > maxMb) {
			const message = `it used ${Math.round(usedMb)} MB of memory; the limit is ${maxMb} MB (--max-memory)`;
			emit({type: 'run-ended', outcome: 'killed', error: {name: 'OutOfMemory', message}, open: []});
			endProcess();
		}
	}, memoryIntervalMs);
}
