import type {Trace} from '../../trace/trace.ts';

/** A run, or the same work in two languages at the same moment. */
export type RunGroup = readonly [Trace] | readonly [Trace, Trace];

/** Groups runs as a recording shows them: the same work in JavaScript and then in Python side by side, all others in sequence. */
export function groupRuns(traces: readonly Trace[]): readonly RunGroup[] {
	const groups: RunGroup[] = [];
	for (const trace of traces) {
		const last = groups.at(-1);
		if (last?.length === 1 && areSideBySide(last[0], trace)) {
			groups[groups.length - 1] = [last[0], trace];
		} else {
			groups.push([trace]);
		}
	}
	return groups;
}

function areSideBySide([one]: Trace, [other]: Trace): boolean {
	const isPair = one.language === 'javascript' && other.language === 'python';
	return isPair && one.scenario.name === other.scenario.name && one.strategy.name === other.strategy.name;
}
