import {groupRuns} from '../../exports/recording/group-runs.ts';
import {printable} from '../../text/printable.ts';
import type {Trace} from '../../trace/trace.ts';

/** Returns why no two of these runs can be shown beside each other. Undefined if two can. */
export function besideProblem(traces: readonly Trace[]): string | undefined {
	if (groupRuns(traces, true).some(({length}) => length === 2)) {
		return undefined;
	}
	const [one, other] = traces.map(([{scenario}]) => printable(scenario.name));
	return other === undefined
		? '--beside takes two saved runs. Name a second file.'
		: `--beside takes two runs of the same work: ${one} and ${other} are not.`;
}
