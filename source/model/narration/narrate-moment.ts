import type {TraceEvent} from '../../trace/event.ts';
import type {Trace} from '../../trace/trace.ts';
import type {Model} from '../model.ts';
import {isStep, lastAt} from '../stepping.ts';
import {narrateEvent} from './narrate-event.ts';
import type {Narration} from './wording.ts';
import {fitted} from './wording.ts';

/**
 * Narrates the last event at or before a moment (ms on the run's clock) in one sentence: "orders got its response". Of
 * several events of one moment, the most important one. Undefined before the first visible event. `model`: of the
 * trace, at that moment.
 */
export function narrateMoment(
	trace: Trace,
	moment: number,
	model: Model,
): (Narration & {readonly at: number}) | undefined {
	let index = lastAt(trace, moment);
	while (index > 0 && !isStep(trace[index])) index--;
	let event = trace[index];
	if (index === 0 || !event) return undefined;
	const {at} = event;
	for (let other = trace[--index]; index > 0 && other?.at === at; other = trace[--index]) {
		if (isStep(other) && importance(other) > importance(event)) event = other;
	}
	const {role, text} = narrateEvent(event, model);
	return {at, ...fitted({role, texts: [text]})};
}

/** Of simultaneous events, ends are more important than starts, and both are more important than progress. */
const byImportance = [
	...(['run-ended', 'strategy-settled', 'loop-blocked', 'warning-raised', 'task-ended', 'run-started'] as const),
	'request-advanced',
] as const satisfies readonly TraceEvent['type'][];

function importance(event: TraceEvent): number {
	const isProgress = event.type === 'request-advanced' && event.phase !== 'received' && event.phase !== 'failed';
	const index = (byImportance as readonly string[]).indexOf(event.type);
	return isProgress || index < 0 ? 0 : byImportance.length - index;
}
