import type {RunDescription, TraceEvent} from '../trace/event.ts';
import {completed} from '../trace/trace.ts';
import {defaultKeep} from './event-window.ts';
import {modelOf} from './follow.ts';
import type {Model} from './model.ts';
import {apply} from './state/apply.ts';
import {checkpoint} from './state/checkpoint.ts';
import {createRecords} from './state/create-records.ts';
import type {Records} from './state/records.ts';

/** A growing run of which only the newest moment is asked for. Its events are not kept. */
export type NewestModel = {
	readonly append: (event: TraceEvent) => void;
	/** Returns what the run means now. The model is valid until the next event. */
	readonly model: () => Model;
};

/** The records of a window. `events`: how many it has had; the first `before` of them recreate what was open. */
type Generation = {readonly records: Records; readonly before: number; events: number};

/** Follows a run. The model is that of the trace that `createEventWindow` would hold. */
export function followNewest(start: RunDescription, keep = defaultKeep): NewestModel {
	const half = keep / 2;
	let description = start;
	let shown = begin(description, []);
	let next: Generation | undefined;
	let at = start.at;

	function turn(): void {
		shown = next ?? shown;
		next = begin(description, checkpoint(shown.records, at, shown.events));
	}

	return {
		append(event) {
			at = event.at;
			description = completed(description, event);
			append(shown, event);
			if (next) append(next, event);
			const newest = next ?? shown;
			if (start.form !== 'program' || event.type === 'run-ended' || newest.events - newest.before < half) return;
			turn();
		},
		model: () => modelOf(description, shown.records, at),
	};
}

function begin(description: RunDescription, past: readonly TraceEvent[]): Generation {
	const generation = {records: createRecords(description), before: past.length, events: 1};
	for (const event of past) append(generation, event);
	return generation;
}

function append(generation: Generation, event: TraceEvent): void {
	apply(generation.records, event);
	generation.events++;
}
