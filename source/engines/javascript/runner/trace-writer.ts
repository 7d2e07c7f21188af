import type {Place, TraceEvent} from '../../../trace/event.ts';
import {writeLine} from './channel.ts';
import {now, toMicroseconds} from './clock.ts';
import type {OwnTime} from './own-time.ts';
import {createOwnTime} from './own-time.ts';

type WithoutAt<Event> = Event extends TraceEvent ? Omit<Event, 'at'> : never;

/** An event that gets its `at` when it is reported. */
export type EventBody = WithoutAt<TraceEvent>;

export type TraceWriter = {
	/** Says what has happened, now or at an earlier instant of the runner's clock. */
	readonly emit: (body: EventBody, at?: number) => void;
	/** An instant of the runner's clock as milliseconds since the run's start. */
	readonly since: (instant: number) => number;
	/** Events wait from here to `mergeInto` or `flush`. */
	readonly buffer: () => void;
	/** Reports the buffered events as those of `task`, which `other` turned out to be. */
	readonly mergeInto: (other: string, task: string) => void;
	/** Reports the buffered events as they are. */
	readonly flush: () => void;
	/** Nothing is reported any more. */
	readonly close: () => void;
};

/** What takes so long to be written, in ms, has waited for the host. */
const long = 50;

/**
 * Turns what happened into events of a run that started at `origin` (ms on the runner's clock). `at` never falls. `waited` is called when
 * the thread has waited for the host for so many ms.
 */
export function createTraceWriter(
	origin: number,
	waited: (ms: number) => void = () => {},
	ownTime: OwnTime = createOwnTime(),
): TraceWriter {
	let last = 0;
	let buffered: TraceEvent[] | undefined;
	let closed = false;

	const write = (event: TraceEvent) => {
		ownTime.enter();
		const ms = writeLine(event);
		if (ms >= long) {
			ownTime.waited(ms);
			waited(ms);
		}

		ownTime.leave();
	};

	const since = (instant: number) => Math.max(0, toMicroseconds(instant - origin));
	const flush = () => {
		const events = buffered ?? [];
		buffered = undefined;
		for (const event of events) {
			write(event);
		}
	};

	return {
		since,
		emit(body, at = now()) {
			if (closed) {
				return;
			}

			last = Math.max(last, since(at));
			const event = {...body, at: last} as TraceEvent;
			if (buffered) {
				buffered.push(event);
			} else {
				write(event);
			}
		},
		buffer() {
			buffered ??= [];
		},
		mergeInto(other, task) {
			const created = buffered?.find(event => event.type === 'task-created' && event.task === other);
			const definedAt = created?.type === 'task-created' ? created.place : undefined;
			buffered = buffered?.flatMap(event => adopted(event, other, task, definedAt));
			flush();
		},
		flush,
		close() {
			flush();
			closed = true;
		},
	};
}

/** The event with `task` in place of `other`; none for the beginnings of `other`, since `task` has begun already. */
function adopted(event: TraceEvent, other: string, task: string, definedAt: Place | undefined): TraceEvent[] {
	const own = 'task' in event && event.task === other;
	if (own && (event.type === 'task-created' || event.type === 'task-started')) {
		return [];
	}

	const renamed = own ? {...event, task, ...(event.type === 'task-ended' && definedAt && {definedAt})} : event;
	return ['parent' in renamed && renamed.parent === other ? {...renamed, parent: task} : renamed];
}
