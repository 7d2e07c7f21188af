import {Session} from 'node:inspector';
import {Socket} from 'node:net';
import type {MessagePort} from 'node:worker_threads';
import {parentPort, workerData} from 'node:worker_threads';
import type {Place} from '../../trace/event.ts';
import {createLines} from '../lines.ts';
import type {Command, RunCommand} from '../protocol.ts';
import {createPositions} from './call-site.ts';
import {endProcess, writeLine} from './channel.ts';
import {now} from './clock.ts';
import {idOfCall, lanesAhead} from './lanes.ts';
import type {Holding, Sighting} from './loop.ts';
import {createPulse} from './pulse.ts';
import {createTelling} from './telling.ts';

/**
 * A thread beside the program's. It hears the host while the program's loop is blocked: it answers pings, hands commands
 * on, and ends the process when the host is gone. And it watches the loop: when no beat came for 150 ms it stops the
 * thread for a moment, by the inspector, to see where it is.
 */

/** ms. */
const silence = 150;
const interval = 25;

const {memory, sightings}: {memory: SharedArrayBuffer; sightings: MessagePort} = workerData;
const pulse = createPulse(memory);
const host = new Socket({fd: 4, readable: true, writable: false});

host.setEncoding('utf8');
host.on('data', createLines(hear));
host.on('error', endProcess);
host.on('close', endProcess);

function hear(line: string) {
	const command: Command = JSON.parse(line);
	if (command.type === 'ping') {
		writeLine({type: 'pong', number: command.number, clock: now()});
		return;
	}

	parentPort?.postMessage(command);
	if (command.type === 'run') {
		watch(command);
	}
}

function watch(command: RunCommand) {
	const {files, origin, tasks} = command;
	const positions = createPositions(new Map(files.map(({url, name}) => [url, name])));
	const {tell, since} = createTelling(origin);
	let looked = {beatAt: 0, at: 0};
	let holding: Holding;
	sightings.on('message', (call: Holding) => {
		holding = call;
	});

	setInterval(() => {
		const {beatAt, enteredAt, lane} = pulse;
		const isNew = beatAt !== looked.beatAt;
		// Another task can take the thread, and hold it, before the loop has turned.
		const isNext = enteredAt > looked.at && now() - enteredAt >= silence;
		if (beatAt === 0 || now() - beatAt < silence || !(isNew || isNext)) {
			return;
		}

		looked = {beatAt, at: now()};
		const seen = (place: Place | undefined, inside: string | undefined) => {
			const at = now();
			const task = lane < 0 ? undefined : (tasks[lane]?.id ?? idOfCall(lane, lanesAhead(command)));
			const sighting: Sighting = {at, ...(place && {place})};
			sightings.postMessage(sighting);
			tell(
				{
					type: 'loop-blocked',
					since: since(isNew ? beatAt : enteredAt),
					...(task !== undefined && {task}),
					...(place && {place}),
					...(inside && {inside}),
				},
				at,
			);
		};
		if (holding) {
			seen(holding.place, holding.inside);
			return;
		}

		look(frames => {
			// Else it was free again before it could be stopped.
			if (pulse.beatAt === beatAt) {
				const frame = frames.find(({file}) => positions.isDescribed(file));
				seen(frame && positions.place(frame.file, frame.line, frame.column, frame.name), frames[0]?.name);
			}
		});
	}, interval);
}

type Frame = {readonly name: string; readonly file: string; readonly line: number; readonly column: number};

/** Stops the main thread, reads its stack, lets it go on. */
function look(found: (frames: readonly Frame[]) => void) {
	const files = new Map<string, string>();
	const session = new Session();
	session.connectToMainThread();
	session.on('Debugger.scriptParsed', ({params}) => files.set(params.scriptId, params.url));
	session.on('Debugger.paused', ({params}) => {
		found(
			params.callFrames.map(({functionName, location}) => ({
				name: functionName,
				file: files.get(location.scriptId) ?? '',
				line: location.lineNumber + 1,
				column: (location.columnNumber ?? 0) + 1,
			})),
		);
		session.post('Debugger.resume', () => session.disconnect());
	});
	session.post('Debugger.enable');
	session.post('Debugger.pause');
}
