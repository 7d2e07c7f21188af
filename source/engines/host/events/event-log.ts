import type {EventStream, TraceEvent} from '../../../trace/event.ts';
import {maskEvent} from '../../../trace/mask-secrets.ts';
import type {Written} from '../../output-limit.ts';
import {createOutputLimit} from '../../output-limit.ts';
import {createEventQueue} from './event-queue.ts';

export type RunEnd = Extract<TraceEvent, {type: 'run-ended'}>;

/**
 * Passes the events of a run on to their consumer. `at` never decreases: an event that is late gets the latest `at`.
 */
export type EventLog = {
	readonly events: EventStream;
	/** Adds an event whose secrets are already masked. The log owns the event from then on, and may change it. */
	readonly add: (event: TraceEvent) => void;
	/** Adds output up to the limits, and masks its secrets. */
	readonly write: (written: Written, at: number) => void;
	/**
	 * Adds the end of the run, with the planned tasks that have not settled. If the run was cancelled, first ends the
	 * tasks in flight as cancelled.
	 */
	readonly end: (end: RunEnd) => void;
	readonly hasEnded: () => boolean;
	/** Adds the exit of the process, the last event. */
	readonly close: (exit: {readonly at: number; readonly code: number | null; readonly signal: string | null}) => void;
};

export type EventLogOptions = {
	/** See `createEventQueue`. */
	readonly setReading: (isReading: boolean) => void;
	/** See `createEventQueue`. */
	readonly finish?: () => Promise<unknown>;
	/** The ids of the planned tasks. */
	readonly planned?: readonly string[];
};

/** Creates the log of a run. */
export function createEventLog({setReading, finish, planned = []}: EventLogOptions): EventLog {
	const queue = createEventQueue<TraceEvent>(setReading, finish);
	const inFlight = new Set<string>();
	const unsettled = new Set(planned);
	let last = 0;
	let hasEnded = false;

	const limit = createOutputLimit(
		written => queue.push(maskEvent({...written, at: last})),
		performance.now.bind(performance),
		2,
	);
	const flushing = setInterval(limit.flush, 1000).unref();

	const add = (event: TraceEvent) => {
		last = Math.max(last, event.at);
		event.at = last;
		if (event.type === 'task-started') {
			inFlight.add(event.task);
		} else if (event.type === 'task-ended') {
			inFlight.delete(event.task);
			unsettled.delete(event.task);
		}

		queue.push(event);
	};

	return {
		events: queue,
		add,
		write(written, at) {
			last = Math.max(last, at);
			limit.write(written);
		},
		end(end) {
			limit.flush();
			hasEnded = true;
			if (end.outcome === 'cancelled') {
				for (const task of inFlight) {
					add({type: 'task-ended', at: end.at, task, outcome: 'cancelled'});
				}
			}

			add({...end, open: [...unsettled]});
		},
		hasEnded: () => hasEnded,
		close(exit) {
			clearInterval(flushing);
			limit.flush();
			add({type: 'engine-exited', ...exit});
			queue.close();
		},
	};
}
