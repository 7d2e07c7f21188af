import {readSync} from 'node:fs';
import {Session} from 'node:inspector';
import {Socket} from 'node:net';
import process from 'node:process';
import type {MessagePort} from 'node:worker_threads';
import {parentPort, workerData} from 'node:worker_threads';
import type {Place} from '../../../trace/event.ts';
import {createLineSplitter} from '../../host/split-lines.ts';
import type {Command, RunCommand} from '../../protocol.ts';
import {closeChannel, openChannel, writeLine} from './channel.ts';
import {now, toMicroseconds} from './clock.ts';
import {writeForOthers} from './deferred-writes.ts';
import {endProcess, isChannelInUse, shareChannel} from './host-pipe.ts';
import type {PausedFrame} from './loop/blocking-function.ts';
import {blockingFunction} from './loop/blocking-function.ts';
import type {BlockingCall, Sighting} from './loop/blocks.ts';
import {minBlockMs} from './loop/blocks.ts';
import {createHeartbeat} from './loop/heartbeat.ts';
import type {ThreadUse} from './loop/schedstat.ts';
import {isThreadRunnable, readSchedstat} from './loop/schedstat.ts';
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

/**
 * The time without a beat after which the thread is examined, and the intervals of the checks of a silent loop and of
 * the memory, in ms.
 */
const silenceMs = 150;
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

	let lastExamined = {beatAt: 0, at: 0};
	let blockingCall: BlockingCall;
	watchdogPort.on('message', (call: BlockingCall) => {
		blockingCall = call;
	});

	const examine = () => {
		const {beatAt, enteredAt, laneSerial, newestAtBeat} = heartbeat;
		// Before the counts are read: this thread may have to wait for a processor, too.
		const examinedAt = now();
		const use = readSchedstat(schedstat);
		if (use) {
			heartbeat.addSample(now(), use);
		}

		const isNew = beatAt !== lastExamined.beatAt;
		// Another task can take the thread and block it before the next beat.
		const isNext = enteredAt > lastExamined.at && now() - enteredAt >= silenceMs;
		// The thread may be waiting for the host.
		const isWriting = isChannelInUse();
		if (beatAt === 0 || now() - beatAt < silenceMs || !(isNew || isNext) || isWriting) {
			return;
		}

		// A lane that has been on the thread for long took it after the last beat, and after other code that ran in the
		// same turn.
		const isByLane = !isNew || now() - enteredAt >= minBlockMs;
		const blockedSince = isByLane ? Math.max(beatAt, enteredAt) : beatAt;
		// Many short calls can block the loop together. A call that started meanwhile is only one of them.
		const isNamed = laneSerial >= 0 && (isByLane || laneSerial <= newestAtBeat);
		// Since the beat, several pieces of code may have had the thread, each for a short time.
		const minOwnMs = blockedSince === enteredAt ? minBlockMs : silenceMs;
		const used = heartbeat.usedSince(blockedSince, use);
		if (used && programTime(examinedAt - blockedSince, used) < minOwnMs) {
			// Other processes have the processor: the program itself is not blocking the loop.
			return;
		}

		lastExamined = {beatAt, at: now()};
		const reportBlock = (place: Place | undefined, inside: string | undefined) => {
			const at = now();
			const task = isNamed ? (tasks[laneSerial]?.id ?? idOfCall(laneSerial, lanesBeforeCalls)) : undefined;
			const sighting: Sighting = {at, ...(place && {place})};
			watchdogPort.postMessage(sighting);
			emit(
				{
					type: 'loop-blocked',
					since: since(blockedSince),
					...(task !== undefined && {task}),
					...(place && {place}),
					...(inside && {inside}),
					...(used && {processor: toMicroseconds(used.processor), preempted: toMicroseconds(used.preempted)}),
				},
				at,
			);
		};
		if (blockingCall) {
			reportBlock(blockingCall.place, blockingCall.inside);
			return;
		}

		readPausedStack(
			frames => {
				const frame = frames.find(({file}) => positions.isProgram(file));
				const place = frame && positions.place(frame.file, frame.line, frame.column, frame.name);
				reportBlock(place, blockingFunction(frames));
			},
			() => heartbeat.beatAt === beatAt,
		);
	};

	const examineAgain = () => {
		examine();
		// A loop that beats is not silent before this, and the thread records its own usage at each beat.
		setTimeout(examineAgain, Math.max(intervalMs, heartbeat.beatAt + silenceMs - now()));
	};
	examineAgain();
}

/**
 * Returns for how many of `ms` the program itself kept the thread. The system counts a wait for a processor only when it ends:
 * while the thread may be waiting for one, only its time on a processor is certain.
 */
function programTime(ms: number, {processor, preempted}: ThreadUse): number {
	const own = ms - preempted;
	return own > processor && isThreadRunnable() ? processor : own;
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

/**
 * Pauses the main thread, reads its stack and resumes it. Reports nothing if the block ended before the pause. Reports
 * the block before the thread resumes, so that the end of the block cannot be reported first.
 */
function readPausedStack(found: (frames: readonly PausedFrame[]) => void, isStillBlocked: () => boolean) {
	const files = new Map<string, string>();
	const session = new Session();
	session.connectToMainThread();
	session.on('Debugger.scriptParsed', ({params}) => files.set(params.scriptId, params.url));
	session.on('Debugger.paused', ({params}) => {
		const frames = params.callFrames.map(({functionName, location}) => ({
			name: functionName,
			file: files.get(location.scriptId) ?? '',
			line: location.lineNumber + 1,
			column: (location.columnNumber ?? 0) + 1,
		}));
		const wasStillBlocked = isStillBlocked();
		// The thread may have been paused while it was writing. Reporting then has to wait until it resumes.
		const isWriting = isChannelInUse();
		if (wasStillBlocked && !isWriting) {
			found(frames);
		}

		session.post('Debugger.resume', () => {
			session.disconnect();
			if (wasStillBlocked && isWriting) {
				found(frames);
			}
		});
	});
	session.post('Debugger.enable');
	session.post('Debugger.pause');
}
