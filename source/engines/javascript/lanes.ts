import type {Failure, Place, TaskOutcome, WaitsFor} from '../../trace/event.ts';
import {now} from './clock.ts';
import type {HotLoops} from './hot-loops.ts';
import type {Telling} from './telling.ts';

/** One task, call or generator, as the tracer knows it. */
export type Lane = {
	id: string;
	/** 0-based, in the order of creation; the watchdog knows lanes by it. */
	serial: number;
	kind: 'planned' | 'call' | 'generator';
	name: string;
	/** The planned task that it works for. */
	planned: string | undefined;
	/** `unknown`: it was not told yet, for want of a place (a generator before its first step). */
	state: 'unknown' | 'queued' | 'running' | 'waiting' | 'ended';
	/** Where its function is defined, and which one it is. */
	home?: Place;
	scope?: string;
	/** The await at which it is suspended, or was last. */
	place?: Place;
	/** When it was resumed last, ms on the runner's clock. */
	resumedAt: number;
};

/** What becomes of a lane, in the order `create`, `start`, (`wait`, `resume`)*, `end`. Instants are those of the runner's clock. */
export type Lanes = {
	readonly make: (
		lane: Pick<Lane, 'kind' | 'name'> & {readonly id?: string; readonly worksFor: string | undefined},
	) => Lane;
	readonly create: (lane: Lane, parent?: string) => void;
	readonly start: (lane: Lane) => void;
	readonly wait: (lane: Lane, on: WaitsFor, place?: Place) => void;
	readonly resume: (lane: Lane) => void;
	readonly end: (lane: Lane, outcome: TaskOutcome, result: {value?: string; error?: Failure}, at: number) => void;
	/** From here on the call is that task. */
	readonly unite: (call: Lane, task: Lane) => void;
	/** How many calls and generators have not ended. */
	readonly open: () => number;
};

/** `planned`: how many planned tasks there are; they have to be made first. `ended` is called when a lane has ended. */
export function createLanes({tell}: Telling, hotLoops: HotLoops, planned: number, ended: () => void): Lanes {
	let made = 0;
	let open = 0;

	return {
		make({kind, name, id, worksFor}) {
			const serial = made++;
			return {
				id: id ?? idOfCall(serial, planned),
				serial,
				kind,
				name,
				planned: worksFor,
				state: 'unknown',
				resumedAt: 0,
			};
		},
		create(lane, parent) {
			lane.state = 'queued';
			const {id: task, name, kind, home: place} = lane;
			tell({type: 'task-created', task, name, kind, ...(parent !== undefined && {parent}), ...(place && {place})});
		},
		start(lane) {
			open += lane.kind === 'planned' ? 0 : 1;
			lane.state = 'running';
			lane.resumedAt = now();
			tell({type: 'task-started', task: lane.id}, lane.resumedAt);
		},
		wait(lane, on, place) {
			const at = now();
			lane.state = 'waiting';
			if (place) {
				lane.place = place;
			}

			if (!hotLoops.suspended(lane, {at, on, place})) {
				tell({type: 'task-waiting', task: lane.id, ...(place && {place}), on}, at);
			}
		},
		resume(lane) {
			lane.state = 'running';
			lane.resumedAt = now();
			if (!hotLoops.has(lane)) {
				tell({type: 'task-resumed', task: lane.id}, lane.resumedAt);
			}
		},
		end(lane, outcome, result, at) {
			hotLoops.leave(lane);
			open -= lane.kind === 'planned' ? 0 : 1;
			lane.state = 'ended';
			tell({type: 'task-ended', task: lane.id, outcome, ...result}, at);
			ended();
		},
		unite(call, task) {
			open -= call.state === 'ended' ? 0 : 1;
			call.id = task.id;
			call.kind = task.kind;
			call.serial = task.serial;
		},
		open: () => open,
	};
}

/** The id of the call or generator with that serial, beside so many planned tasks. */
export function idOfCall(serial: number, planned: number): string {
	return `#${serial - planned + 1}`;
}
