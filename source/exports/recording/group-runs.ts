import type {Trace} from '../../trace/trace.ts';

/**
 * One run, or two of the same work that are shown side by side: in two languages, or with two strategies on one clock.
 */
export type RunGroup = readonly [Trace] | readonly [Trace, Trace];

/**
 * Groups runs as a recording shows them: the same work in JavaScript and then in Python side by side, all others in
 * sequence. `beside`: any two consecutive runs of the same work are side by side.
 */
export function groupRuns(traces: readonly Trace[], beside = false): readonly RunGroup[] {
	const groups: RunGroup[] = [];
	for (const trace of traces) {
		const last = groups.at(-1);
		if (last?.length === 1 && (areLanguages(last[0], trace) || (beside && areSameWork(last[0], trace)))) {
			groups[groups.length - 1] = [last[0], trace];
		} else {
			groups.push([trace]);
		}
	}
	return groups;
}

/** Whether two runs are the same work, the left in JavaScript and the right in Python. */
function areLanguages(left: Trace, right: Trace): boolean {
	const [one, other] = [left[0], right[0]];
	const isPair = one.language === 'javascript' && other.language === 'python';
	return isPair && areSameWork(left, right) && one.strategy.name === other.strategy.name;
}

/** Whether two runs can be shown side by side: both are of the same scenario, lesson or file. */
function areSameWork([one]: Trace, [other]: Trace): boolean {
	return one.scenario.name === other.scenario.name && one.form === other.form;
}
