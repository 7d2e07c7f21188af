import type {Cancellation, Failure, Place, TaskOutcome, WaitsFor} from '../../../../trace/event.ts';
import type {RunCommand} from '../../../protocol.ts';
import {now} from '../clock.ts';
import type {ThreadTime} from '../loop/thread-time.ts';
import type {TraceWriter} from '../trace-writer.ts';

/** One task, call or generator, as the tracer knows it. */
export type Lane = {
	id: string;
	/** 0-based, in the order of creation; the watchdog knows lanes by it. */
	serial: number;
	kind: 'planned' | 'call' | 'generator' | 'program' | 'thread';
	name: string;
	/** The planned task that it works for. */
	plannedTaskId: string | undefined;
	/** `unknown`: it was not reported yet, for want of a place (a generator before its first step). */
	state: 'unknown' | 'queued' | 'running' | 'waiting' | 'ended';
	/** Where its function is defined, and which one it is. */
	home?: Place;
	scope?: string;
	/** Whether it waits for something else than other lanes. */
	waitsOutside: boolean;
	/** The await at which it is suspended, or was last. */
	place?: Place;
	/** When it was resumed last, ms on the runner's clock. */
	resumedAt: number;
	/** When it was known at the latest to have returned a promise, which nothing reports, ms on the runner's clock. */
	leftAt?: number | undefined;
	/** The promise that it has returned, and waits for. */
	returned?: Promise<unknown> | undefined;
	/** The serial of the stretch that called it. */
	calledIn?: number | undefined;
	/** It has given a value, and waits to be asked for the next one: nobody owes it anything. */
	rests: boolean;
};

export type LaneResult = {
	readonly value?: string;
	readonly error?: Failure;
	readonly by?: Cancellation;
	readonly heard?: boolean;
};

/** What becomes of a lane, in the order `create`, `start`, (`wait`, `resume`)*, `end`. Instants are those of the runner's clock. */
export type Lanes = {
	readonly make: (
		lane: Pick<Lane, 'kind' | 'name'> & {readonly id?: string; readonly plannedTaskId: string | undefined},
	) => Lane;
	readonly create: (lane: Lane, parent?: string) => void;
	readonly start: (lane: Lane) => void;
	readonly wait: (lane: Lane, on: WaitsFor, place?: Place, at?: number) => void;
	/** `by`: the lane whose code settled what it waited for. */
	readonly resume: (lane: Lane, by?: string) => void;
	readonly end: (lane: Lane, outcome: TaskOutcome, result: LaneResult, at: number) => void;
	/** Whether its suspensions are counted instead of reported. */
	readonly isHot: (lane: Lane) => boolean;
	/** From here on the call is that task. */
	readonly unite: (call: Lane, task: Lane) => void;
	/** How many calls and generators have not ended. */
	readonly open: () => number;
	/** Whether some are suspended that somebody should wake; a process that goes on without the program is none. */
	readonly areWaiting: () => boolean;
	/** Whether one of them waits for something else than another. */
	readonly areWaitingOutside: () => boolean;
};

/** Counts suspensions that are too many to be reported one by one; see hot-loops.ts. */
export type SuspensionCounter = {
	readonly has: (lane: Lane) => boolean;
	/** Whether the suspension was counted, and need not be reported. */
	readonly suspended: (
		lane: Lane,
		suspension: {readonly at: number; readonly on: WaitsFor; readonly place: Place | undefined},
	) => boolean;
	/** Reports what was counted. */
	readonly leave: (lane: Lane) => void;
};

/**
 * `ahead`: how many lanes have ids of their own; they have to be made first. `ended` is called when a lane has ended.
 * `measure` reads what the thread was used for: it is reported where a program's start-up ends.
 */
export function createLanes(
	{emit}: TraceWriter,
	hotLoops: SuspensionCounter,
	ahead: number,
	ended: () => void,
	measure: () => ThreadTime = () => ({}),
): Lanes {
	let made = 0;
	let startsUp = true;
	const startUp = (isOver: boolean): ThreadTime => {
		if (!startsUp || !isOver) {
			return {};
		}

		startsUp = false;
		return measure();
	};
	const open = new Set<Lane>();

	return {
		make({kind, name, id, plannedTaskId}) {
			const serial = made++;
			return {
				id: id ?? idOfCall(serial, ahead),
				serial,
				kind,
				name,
				plannedTaskId,
				state: 'unknown',
				resumedAt: 0,
				rests: false,
				waitsOutside: false,
			};
		},
		create(lane, parent) {
			lane.state = 'queued';
			const {id: task, name, kind, home: place} = lane;
			emit({
				type: 'task-created',
				task,
				name,
				kind,
				...(parent !== undefined && {parent}),
				...(place && {place}),
				...startUp(kind === 'call' || kind === 'thread'),
			});
		},
		start(lane) {
			if (lane.kind !== 'planned') {
				open.add(lane);
			}

			lane.state = 'running';
			lane.resumedAt = now();
			emit({type: 'task-started', task: lane.id}, lane.resumedAt);
		},
		wait(lane, on, place, at = now()) {
			lane.state = 'waiting';
			lane.waitsOutside = on.kind !== 'task' && (on.kind !== 'join' || on.count > on.tasks.length);
			lane.rests = lane.kind === 'generator' && on.kind === 'yield';
			if (place) {
				lane.place = place;
			}

			if (!hotLoops.suspended(lane, {at, on, place})) {
				emit({type: 'task-waiting', task: lane.id, ...(place && {place}), on, ...startUp(lane.kind === 'program')}, at);
			}
		},
		isHot: hotLoops.has,
		resume(lane, by) {
			lane.state = 'running';
			lane.resumedAt = now();
			if (!hotLoops.has(lane)) {
				emit({type: 'task-resumed', task: lane.id, ...(by !== undefined && {by})}, lane.resumedAt);
			}
		},
		end(lane, outcome, result, at) {
			hotLoops.leave(lane);
			open.delete(lane);
			lane.state = 'ended';
			const definedAt = lane.kind === 'planned' && lane.home;
			emit({type: 'task-ended', task: lane.id, outcome, ...result, ...(definedAt && {definedAt})}, at);
			ended();
		},
		unite(call, task) {
			open.delete(call);
			call.id = task.id;
			call.kind = task.kind;
			call.serial = task.serial;
		},
		open: () => open.size,
		areWaiting: () => [...open].some(isWaiting),
		areWaitingOutside: () => [...open].some(lane => isWaiting(lane) && lane.waitsOutside),
	};
}

function isWaiting({state, rests, kind}: Lane): boolean {
	return state === 'waiting' && !rests && kind !== 'thread';
}

/** How many lanes are made before the first call: the planned tasks, or the top level of a program that runs as it is. */
export function lanesAhead({files, tasks}: RunCommand): number {
	return files.some(({role}) => role === 'program') ? 1 : tasks.length;
}

/** The id of the call or generator with that serial, after so many lanes of another kind; `#0` is the top level. */
export function idOfCall(serial: number, ahead: number): string {
	return `#${serial - ahead + 1}`;
}
