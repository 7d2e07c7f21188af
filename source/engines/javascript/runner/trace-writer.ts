import type {Place, TraceEvent} from '../../../trace/event.ts';
import {append} from './append.ts';
import {flushChannel, writeText} from './channel.ts';
import {toMicroseconds} from './clock.ts';
import type {EventBody} from './encode.ts';
import {createEncoder} from './encode.ts';
import type {OwnTime} from './own-time.ts';
import {createOwnTime} from './own-time.ts';

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

/** Written before `emit` returns, with all that waits before it: whatever happens to the process then, these words are not lost. */
const urgent: ReadonlySet<string> = new Set(['output-written', 'warning-raised', 'strategy-settled', 'run-ended']);

/** What takes so long to be written, in ms, has waited for the host. */
const long = 50;

/**
 * Turns what happened into events of a run that started at `origin` (ms on the runner's clock). `at` never falls. `waited` is called when
 * the thread has waited for the host for so many ms. What `admits` refuses is not reported.
 */
export function createTraceWriter(
	origin: number,
	waited: (ms: number) => void = () => {},
	ownTime: OwnTime = createOwnTime(),
	admits: (event: EventBody) => boolean = () => true,
): TraceWriter {
	let last = 0;
	let buffered: TraceEvent[] | undefined;
	let closed = false;

	const encode = createEncoder();

	const write = (event: EventBody, at: number) => {
		if (!admits(event)) {
			return;
		}

		ownTime.enter();
		const ms = writeText(encode(event, at)) + (urgent.has(event.type) ? flushChannel() : 0);
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
			write(event, event.at);
		}
	};

	return {
		since,
		emit(body, at = ownTime.now()) {
			if (closed) {
				return;
			}

			last = Math.max(last, since(at));
			if (buffered) {
				append(buffered, {...body, at: last} as TraceEvent);
			} else {
				write(body, last);
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
