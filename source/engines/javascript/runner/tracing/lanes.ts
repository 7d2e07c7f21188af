import type {Cancellation, Failure, Place, TaskOutcome, WaitsFor} from '../../../../trace/event.ts';
import type {RunCommand} from '../../../protocol.ts';
import type {EventBody} from '../encode.ts';
import type {ThreadTime} from '../loop/thread-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {CountedCalls} from './counted-calls.ts';
import type {SuspensionCounter} from './hot-loops.ts';
import type {Lane} from './lane.ts';
import {leaveCalls, noteCall, unawaitedCalls} from './unawaited-calls.ts';

export type LaneResult = {
	readonly value?: string;
	readonly error?: Failure;
	readonly by?: Cancellation;
	readonly heard?: boolean;
};

/**
 * Creates lanes and reports what happens to each, in the order `create`, `start`, (`wait`, `resume`)*, `end`. Instants
 * are in ms on the runner's clock.
 */
export type Lanes = {
	readonly make: (
		lane: Pick<Lane, 'kind' | 'name'> & {readonly id?: string; readonly plannedTaskId: string | undefined},
	) => Lane;
	/**
	 * Reports a new lane. A call may be held back instead, and is then not reported; see counted-calls.ts. `attached`:
	 * the lane started before its process was observed.
	 */
	readonly create: (lane: Lane, parent?: Lane, attached?: boolean) => void;
	readonly start: (lane: Lane) => void;
	readonly wait: (lane: Lane, on: WaitsFor, place?: Place, at?: number) => void;
	/**
	 * Counts a turn of a hot loop that ends with an await of a value. Returns false if the turn has to be passed to `wait`.
	 */
	readonly countTurn: (lane: Lane) => boolean;
	/** Handles the resumption of a hot loop. */
	readonly resumeHot: (lane: Lane) => void;
	/** `by` returns the lane whose code settled what this lane waited for. Only called if the resumption is reported. */
	readonly resume: (lane: Lane, by?: () => Lane | undefined) => void;
	/** Whether the lane is a call that is only reported if it fails or lasts long. */
	readonly isHeldBack: (lane: Lane) => boolean;
	/** Returns the closest lane that is reportable, and reports it if it was held back. Undefined if there is none. */
	readonly ensureReported: (lane: Lane) => Lane | undefined;
	readonly end: (lane: Lane, outcome: TaskOutcome, result: LaneResult, at: number) => void;
	/** Whether its suspensions are counted or held back instead of reported. */
	readonly isHot: (lane: Lane) => boolean;
	/** Gives the call the identity of a task: from now on, the call is that task. */
	readonly unite: (call: Lane, task: Lane) => void;
	/** Returns how many lanes other than planned tasks have not ended. */
	readonly countOpen: () => number;
	/**
	 * Whether any open lane is suspended and should be woken. Excludes lanes that need not be woken by the program:
	 * threads, processes and incoming requests, and generators between two values.
	 */
	readonly isAnyWaiting: () => boolean;
	/** Whether any of those lanes waits for anything other than lanes. */
	readonly isAnyWaitingOutside: () => boolean;
	/** Returns how many of those lanes are suspended. */
	readonly countWaiting: () => number;
	/** Returns how often lanes have started, resumed or ended so far. */
	readonly countMoves: () => number;
};

/**
 * `lanesBeforeCalls`: how many lanes have ids of their own; they have to be made first. `onLaneEnd` is called when a lane has ended.
 * `measure` returns what the thread was used for; the event that ends the start-up of a program reports it. `now`
 * returns the instant for new events.
 */
export function createLanes(
	{emit}: TraceWriter,
	hotLoops: SuspensionCounter,
	countedCalls: CountedCalls,
	lanesBeforeCalls: number,
	onLaneEnd: () => void,
	measure: () => ThreadTime,
	now: () => number,
): Lanes {
	let made = 0;
	let moves = 0;
	let isStartingUp = true;
	const endsStartUp = (isOver: boolean): boolean => {
		const ends = isStartingUp && isOver;
		isStartingUp &&= !ends;
		return ends;
	};
	const open = new Set<Lane>();

	return {
		make({kind, name, id, plannedTaskId}) {
			const serial = made++;
			return {
				id: id ?? idOfCall(serial, lanesBeforeCalls),
				serial,
				kind,
				name,
				plannedTaskId,
				state: 'unknown',
				resumedAt: 0,
				requestedBy: undefined,
				isBetweenValues: false,
				waitsOutside: false,
				definedAt: undefined,
				scope: undefined,
				place: undefined,
				returnedAt: undefined,
				returnedPromise: undefined,
				callerStretch: undefined,
				isConsumed: false,
				isCalledByPackage: false,
				calls: undefined,
				pruneCallsAt: 0,
				suspensionsSince: 0,
				recentSuspensions: 0,
				cycles: undefined,
				held: undefined,
				countedIn: undefined,
			};
		},
		create(lane, parent, attached) {
			lane.state = 'queued';
			if (parent && lane.kind === 'call') {
				noteCall(parent, lane);
			}

			if (countedCalls.starts(lane, parent)) {
				return;
			}

			const {id: task, name, kind, definedAt: place} = lane;
			const event = {
				type: 'task-created',
				task,
				name,
				kind,
				parent: parent && countedCalls.ensureReported(parent)?.id,
				place,
				attached,
			} as EventBody;
			emit(endsStartUp(kind === 'call' || kind === 'thread') ? {...event, ...measure()} : event);
		},
		start(lane) {
			moves++;
			if (lane.kind !== 'planned') {
				open.add(lane);
			}

			lane.state = 'running';
			lane.resumedAt = now();
			if (!lane.held) {
				emit({type: 'task-started', task: lane.id}, lane.resumedAt);
			}
		},
		wait(lane, on, place, at = now()) {
			lane.state = 'waiting';
			lane.waitsOutside = on.kind !== 'task' && (on.kind !== 'join' || on.count > on.tasks.length);
			lane.isBetweenValues = lane.kind === 'generator' && on.kind === 'yield';
			if (place) {
				lane.place = place;
			}

			if (lane.held) {
				countedCalls.waits(lane, on, place, at);
			} else if (!hotLoops.suspended(lane, at, on, place)) {
				const apart = mayBeForCalls(on) ? unawaitedCalls(lane) : undefined;
				const event = {type: 'task-waiting', task: lane.id, place, on, ...(apart && {apart})} as EventBody;
				emit(endsStartUp(lane.kind === 'program') ? {...event, ...measure()} : event, at);
			}
		},
		countTurn(lane) {
			if (lane.kind === 'generator' || !hotLoops.countTurn(lane, now())) {
				return false;
			}

			lane.state = 'waiting';
			lane.waitsOutside = true;
			return true;
		},
		resumeHot(lane) {
			moves++;
			lane.resumedAt = now();
			lane.state = 'running';
		},
		isHot: lane => lane.held !== undefined || hotLoops.has(lane),
		isHeldBack: lane => lane.held !== undefined,
		ensureReported: countedCalls.ensureReported,
		resume(lane, by) {
			moves++;
			lane.resumedAt = now();
			countedCalls.resumes(lane, lane.resumedAt);
			lane.state = 'running';
			if (!lane.held && !hotLoops.has(lane)) {
				emit({type: 'task-resumed', task: lane.id, by: by?.()?.id} as EventBody, lane.resumedAt);
			}
		},
		end(lane, outcome, result, at) {
			moves++;
			leaveCalls(lane);
			hotLoops.leave(lane);
			open.delete(lane);
			if (outcome === 'done' && countedCalls.ends(lane, at)) {
				lane.state = 'ended';
				onLaneEnd();
				return;
			}

			countedCalls.reveal(lane);
			lane.state = 'ended';
			const {value, error, by, heard} = result;
			const definedAt = lane.kind === 'planned' ? lane.definedAt : undefined;
			emit({type: 'task-ended', task: lane.id, outcome, value, error, by, heard, definedAt} as EventBody, at);
			onLaneEnd();
		},
		unite(call, task) {
			open.delete(call);
			call.id = task.id;
			call.kind = task.kind;
			call.serial = task.serial;
		},
		countOpen: () => open.size,
		isAnyWaiting: () => [...open].some(isWaiting),
		isAnyWaitingOutside: () => [...open].some(lane => isWaiting(lane) && lane.waitsOutside),
		countWaiting: () => [...open].filter(isWaiting).length,
		countMoves: () => moves,
	};
}

function isWaiting({state, isBetweenValues, kind}: Lane): boolean {
	return state === 'waiting' && !isBetweenValues && kind !== 'thread' && kind !== 'request';
}

/** Whether a wait is so unspecific that the lane may be waiting for its own calls. */
function mayBeForCalls(on: WaitsFor): boolean {
	return on.kind === 'opaque' || on.kind === 'join' || (on.kind === 'io' && on.request === undefined);
}

/**
 * Returns how many lanes are made before the first call: the planned tasks, or the top level of a program that runs
 * without a strategy.
 */
export function countLanesBeforeCalls({files, tasks}: RunCommand): number {
	return files.some(({role}) => role === 'program') ? 1 : tasks.length;
}

/**
 * Returns the id of the call or generator with that serial. `lanesBeforeCalls`: how many lanes of other kinds were made first.
 * `#0` is the top level.
 */
export function idOfCall(serial: number, lanesBeforeCalls: number): string {
	return `#${serial - lanesBeforeCalls + 1}`;
}
