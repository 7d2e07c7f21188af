import {readSync} from 'node:fs';
import {Session} from 'node:inspector';
import {Socket} from 'node:net';
import process from 'node:process';
import type {MessagePort} from 'node:worker_threads';
import {parentPort, workerData} from 'node:worker_threads';
import type {Place} from '../../../trace/event.ts';
import {createLineSplitter} from '../../host/split-lines.ts';
import type {Command, RunCommand} from '../../protocol.ts';
import {
	closeChannel,
	endProcess,
	isChannelTaken,
	openChannel,
	shareChannel,
	writeForOthers,
	writeLine,
} from './channel.ts';
import {now, toMicroseconds} from './clock.ts';
import {isOwnFile} from './folder.ts';
import type {BlockingCall, Sighting} from './loop/blocks.ts';
import {shortestBlock} from './loop/blocks.ts';
import {createHeartbeat} from './loop/heartbeat.ts';
import {readSchedstat} from './loop/schedstat.ts';
import type {TraceWriter} from './trace-writer.ts';
import {createTraceWriter} from './trace-writer.ts';
import {idOfCall, lanesAhead} from './tracing/lanes.ts';
import {nameFilesFrom} from './tracing/name-files.ts';
import {createSourceMaps} from './tracing/source-maps.ts';
import {createPositions} from './tracing/source-positions.ts';
import {holdingName} from './what-if.ts';

/**
 * A thread beside the program's. It hears the host while the program's loop is blocked: it answers pings, hands commands
 * on, and ends the process when the host is gone. And it watches the loop: when no beat came for 150 ms it stops the
 * thread for a moment, by the inspector, to see where it is.
 */

/** ms. */
const silence = 150;
const interval = 25;
const memoryInterval = 50;
/** How long a task may hold the thread after it was cancelled. */
const grace = 250;

const {kill, pid} = process;

/** What a watchdog is started with. `connection`: of a process that the user's command started. */
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
	hearEndOf(connection.descriptor);
} else {
	hearHost(new Socket({fd: 4, readable: true, writable: false}));
	// Makes the descriptor non-blocking: this thread must hear a host that does not read.
	new Socket({fd: 3, readable: false, writable: true}).unref();
}

writeForOthers();

function hearHost(host: Socket) {
	host.setEncoding('utf8');
	host.on('data', createLineSplitter(hear));
	host.on('error', endProcess);
	host.on('close', endProcess);
}

/**
 * A connection is the main thread's, and read from nowhere else: this thread looks at it. A host that goes without a farewell has left
 * a program whose pipes are closed, which ends as with a terminal that is closed.
 */
function hearEndOf(descriptor: number) {
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
			// It is gone, and had not read all.
			if (code === 'ECONNRESET') {
				kill(pid, 'SIGHUP');
			}
		}
	}, interval);
}

function hear(line: string) {
	const command: Command = JSON.parse(line);
	if (command.type === 'ping') {
		writeLine({type: 'pong', number: command.number, clock: now()});
		return;
	}

	parentPort?.postMessage(command);
	if (command.type === 'run') {
		watch(command);
		cancel = task => endIfDeaf(task, command);
	} else if (command.type === 'cancel') {
		cancel(command.task);
	}
}

/** Ends the run when the task that was cancelled does not leave the thread, on which it would hear of it. */
function endIfDeaf(task: string, {tasks, origin}: RunCommand) {
	const isHeld = () => tasks[heartbeat.planned]?.id === task;
	const {beatAt, enteredAt} = heartbeat;
	if (!isHeld()) {
		return;
	}

	setTimeout(() => {
		if (isHeld() && heartbeat.beatAt === beatAt && heartbeat.enteredAt === enteredAt) {
			const message = 'the cancelled task was blocking the thread, so its process was killed';
			createTraceWriter(origin).emit({
				type: 'run-ended',
				outcome: 'cancelled',
				error: {name: 'Cancelled', message},
				open: [],
			});
			endProcess();
		}
	}, grace);
}

function watch(command: RunCommand, nameFile?: (path: string) => string) {
	const {files, origin, tasks} = command;
	const ahead = nameFile ? 1 : lanesAhead(command);
	const maps = createSourceMaps(() => {});
	const positions = createPositions(new Map(files.map(({url, name}) => [url, name])), maps, nameFile);
	const {emit, since} = createTraceWriter(origin);
	if (command.maxMemory !== undefined) {
		watchMemory(command.maxMemory, emit);
	}

	let looked = {beatAt: 0, at: 0};
	let blockingCall: BlockingCall;
	watchdogPort.on('message', (call: BlockingCall) => {
		blockingCall = call;
	});

	setInterval(() => {
		const {beatAt, enteredAt, lane} = heartbeat;
		const use = readSchedstat(schedstat);
		if (use) {
			heartbeat.addSample(now(), use);
		}

		const isNew = beatAt !== looked.beatAt;
		// Another task can take the thread, and hold it, before the loop has turned.
		const isNext = enteredAt > looked.at && now() - enteredAt >= silence;
		// It may be the host that it waits for.
		const isTelling = isChannelTaken();
		if (beatAt === 0 || now() - beatAt < silence || !(isNew || isNext) || isTelling) {
			return;
		}

		// A lane that is on the thread for long has taken it after the last beat, and after what ran before it in that turn.
		const blockedSince = !isNew || now() - enteredAt >= shortestBlock ? Math.max(beatAt, enteredAt) : beatAt;
		const used = heartbeat.usedSince(blockedSince, use);
		if (used && now() - blockedSince - used.preempted < shortestBlock) {
			// Other processes have its processor: it holds nobody up by itself.
			return;
		}

		looked = {beatAt, at: now()};
		const seen = (place: Place | undefined, inside: string | undefined) => {
			const at = now();
			const task = lane < 0 ? undefined : (tasks[lane]?.id ?? idOfCall(lane, ahead));
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
			seen(blockingCall.place, blockingCall.inside);
			return;
		}

		look(
			frames => {
				const frame = frames.find(({file}) => positions.isProgram(file));
				const top = frames.find(({file, name}) => name === holdingName || !isOwnFile(file));
				// What Node.js does by itself, such as to turn its loop, is not the program's.
				const inside = frame || !top?.file.startsWith('node:') ? top?.name : undefined;
				seen(frame && positions.place(frame.file, frame.line, frame.column, frame.name), inside);
			},
			() => heartbeat.beatAt === beatAt,
		);
	}, interval);
}

/** Ends the process when it takes more than so many MB. */
function watchMemory(most: number, emit: TraceWriter['emit']) {
	setInterval(() => {
		const taken = process.memoryUsage.rss() / 1_048_576;
		if (taken > most) {
			const message = `it used ${Math.round(taken)} MB of memory; the limit is ${most} MB (--max-memory)`;
			emit({type: 'run-ended', outcome: 'killed', error: {name: 'OutOfMemory', message}, open: []});
			endProcess();
		}
	}, memoryInterval);
}

type Frame = {readonly name: string; readonly file: string; readonly line: number; readonly column: number};

/**
 * Stops the main thread, reads its stack, lets it go on. Reports nothing when it was free again before it could be stopped.
 * It is reported before the thread continues, so that no end of the block comes first.
 */
function look(found: (frames: readonly Frame[]) => void, isHeld: () => boolean) {
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
		const wasHeld = isHeld();
		// It may have been stopped when it was its turn to write.
		const isWriting = isChannelTaken();
		if (wasHeld && !isWriting) {
			found(frames);
		}

		session.post('Debugger.resume', () => {
			session.disconnect();
			if (wasHeld && isWriting) {
				found(frames);
			}
		});
	});
	session.post('Debugger.enable');
	session.post('Debugger.pause');
}
