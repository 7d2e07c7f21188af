import type {Place, TraceEvent} from '../../../trace/event.ts';
import {append} from './append.ts';
import {writeMark, writeText} from './channel.ts';
import {toMicroseconds} from './clock.ts';
import type {EventBody, Mark} from './encode.ts';
import {createEncoder} from './encode.ts';
import {flushChannel} from './host-pipe.ts';
import type {OwnTime} from './own-time.ts';
import {createOwnTime} from './own-time.ts';

export type TraceWriter = {
	/** Reports an event that happened now, or at an earlier instant of the runner's clock. */
	readonly emit: (body: EventBody, at?: number) => void;
	/** Announces a write of the program, before it happens. */
	readonly mark: (mark: Mark) => void;
	/** Converts an instant of the runner's clock to ms since the start of the run. */
	readonly since: (instant: number) => number;
	/** Buffers events until `mergeInto` or `flush`. */
	readonly buffer: () => void;
	/** Reports the buffered events with `task` in place of `other`, once it is known that both are the same. */
	readonly mergeInto: (other: string, task: string) => void;
	/** Reports the buffered events unchanged. */
	readonly flush: () => void;
	/** Reports the buffered events, and discards all later ones. */
	readonly close: () => void;
};

/**
 * Events that are written before `emit` returns, with all that wait before them, so that they are not lost if the
 * process dies.
 */
const urgent: ReadonlySet<string> = new Set(['output-written', 'warning-raised', 'strategy-settled', 'run-ended']);

/** The duration of a write, in ms, from which it counts as a wait for the host. */
const minHostWaitMs = 50;

/**
 * Creates a writer of the events of a run that started at `origin` (ms on the runner's clock). `at` never decreases.
 * `onHostWait` is called after the thread has waited for the host, with the ms. Events that `admits` refuses are not
 * reported.
 */
export function createTraceWriter(
	origin: number,
	onHostWait: (ms: number) => void = () => {},
	ownTime: OwnTime = createOwnTime(),
	admits: (event: EventBody) => boolean = () => true,
): TraceWriter {
	let last = 0;
	let buffered: TraceEvent[] | undefined;
	let closed = false;

	const encode = createEncoder();

	const noteWait = (ms: number) => {
		if (ms >= minHostWaitMs) {
			ownTime.excludeWait(ms);
			onHostWait(ms);
		}
	};

	const write = (event: EventBody, at: number) => {
		if (!admits(event)) {
			return;
		}

		ownTime.enter();
		noteWait(writeText(encode.event(event, at)) + (urgent.has(event.type) ? flushChannel() : 0));
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
		mark(mark) {
			ownTime.enter();
			noteWait(writeMark(encode.mark(mark, since(ownTime.now()))));
			ownTime.leave();
		},
		buffer() {
			buffered ??= [];
		},
		mergeInto(other, task) {
			const created = buffered?.find(event => event.type === 'task-created' && event.task === other);
			const definedAt = created?.type === 'task-created' ? created.place : undefined;
			buffered = buffered?.flatMap(event => mergeEvent(event, other, task, definedAt));
			flush();
		},
		flush,
		close() {
			flush();
			closed = true;
		},
	};
}

/**
 * Puts `task` in place of `other` in an event. Returns nothing for the creation and the start of `other`, because
 * `task` already has its own.
 */
function mergeEvent(event: TraceEvent, other: string, task: string, definedAt: Place | undefined): TraceEvent[] {
	const own = 'task' in event && event.task === other;
	if (own && (event.type === 'task-created' || event.type === 'task-started')) {
		return [];
	}

	const renamed = own ? {...event, task, ...(event.type === 'task-ended' && definedAt && {definedAt})} : event;
	return ['parent' in renamed && renamed.parent === other ? {...renamed, parent: task} : renamed];
}
