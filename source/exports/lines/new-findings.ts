import type {Finding} from '../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../model/analysis/findings/index.ts';
import {lineOf} from '../../model/analysis/findings/places.ts';
import type {Model} from '../../model/model.ts';
import type {TraceEvent} from '../../trace/event.ts';

/** The least time between two checks of a run in progress, in ms on its clock. */
const minIntervalMs = 1000;

/** Finds what may be wrong with a run while it happens. */
export type NewFindings = {
	/**
	 * Returns the findings that are new after an event, when `newest` returns the model. Checks at most once a second, and less often in a run with many
	 * calls. The moments depend on the run alone, so the same run gives the same findings.
	 */
	readonly after: (event: TraceEvent, newest: () => Model) => readonly Finding[];
	/** Returns the findings in a run that has ended and that were not returned before. */
	readonly atEnd: (model: Model) => readonly Finding[];
};

export function createNewFindings(): NewFindings {
	const known = new Set<string>();
	let due = minIntervalMs;

	/** A finding that is counted again at its line is not new, unless it is more severe. */
	const isNew = ({rule, severity, place}: Finding) => {
		const key = `${rule} ${severity} ${lineOf(place)}`;
		const isKnown = known.has(key);
		known.add(key);
		return !isKnown;
	};

	return {
		after(event, newest) {
			const {at} = event;
			// No event follows a block that nothing can end.
			const isLast = event.type === 'loop-blocked' && event.endless !== undefined;
			if (event.type === 'run-ended' || (at < due && !isLast)) return [];
			const model = newest();
			due = at + Math.max(minIntervalMs, model.lanes.length);
			return findingsOf(model).filter(isNew);
		},
		atEnd: model => findingsOf(model).filter(isNew),
	};
}
