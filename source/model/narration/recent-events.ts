import type {TraceEvent} from '../../trace/event.ts';
import type {Trace} from '../../trace/trace.ts';
import type {Model} from '../model.ts';
import {nameOfId} from '../queries.ts';
import {lastAt} from '../stepping.ts';
import {narrateEvent} from './narrate-event.ts';
import type {Narration} from './wording.ts';

/** An event as a sentence. `at`: ms on the run's clock. `who`: the name of its task, if the sentence starts with it. */
export type NarratedEvent = Narration & {readonly at: number; readonly who?: string};

/** How many of the last events are searched for those worth a row. */
const maxSearched = 2000;

/**
 * Narrates the last events up to a moment that a viewer sees, the oldest first. `model`: of the trace, at that moment.
 */
export function recentEvents(trace: Trace, moment: number, count: number, model: Model): readonly NarratedEvent[] {
	const found: NarratedEvent[] = [];
	const last = lastAt(trace, moment);
	for (let index = last; index > 0 && found.length < count && index > last - maxSearched; index--) {
		const event = trace[index];
		if (event && isListed(event)) found.unshift(narrated(event, model));
	}
	return found;
}

function narrated(event: TraceEvent, model: Model): NarratedEvent {
	const narration = narrateEvent(event, model);
	const who = 'task' in event && event.task !== undefined ? nameOfId(model, event.task) : undefined;
	return {at: event.at, ...narration, ...(who !== undefined && narration.text.startsWith(`${who} `) && {who})};
}

/** Returns whether an event is listed: starts, waits, ends, output and errors; of a request, only its end. */
function isListed(event: TraceEvent): boolean {
	return event.type === 'request-advanced'
		? event.phase === 'received' || event.phase === 'failed'
		: listedTypes.has(event.type);
}

const listedTypes: ReadonlySet<TraceEvent['type']> = new Set([
	...(['run-started', 'task-started', 'task-waiting', 'task-ended', 'loop-blocked', 'output-written'] as const),
	...(['warning-raised', 'strategy-settled', 'run-ended'] as const),
]);
