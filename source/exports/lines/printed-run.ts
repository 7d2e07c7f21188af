import type {Model} from '../../model/model.ts';
import type {NewestModel} from '../../model/newest.ts';
import {followNewest} from '../../model/newest.ts';
import type {TraceEvent} from '../../trace/event.ts';

/** What is known of a run that is printed: its model, but not its events, which are written. */
export type PrintedRun = {
	/** Takes the next event. Returns how to compute the model after it; undefined before the run is described. */
	readonly append: (event: TraceEvent) => (() => Model) | undefined;
	/** Returns the model at the last event. Undefined if the run was never described. */
	readonly end: () => Model | undefined;
};

/** `keep`: how many events of a program count for its model. Undefined: the default. */
export function createPrintedRun(keep: number | undefined): PrintedRun {
	let run: NewestModel | undefined;
	return {
		append(event) {
			if (event.type !== 'run-described') run?.append(event);
			else run ??= followNewest(event, keep);
			return run?.model;
		},
		end: () => run?.model(),
	};
}
