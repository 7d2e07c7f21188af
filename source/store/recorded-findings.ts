import type {Finding} from '../model/analysis/findings/finding.ts';
import {findingsOf} from '../model/analysis/findings/index.ts';
import type {Model} from '../model/model.ts';

/** ms on the run's clock between two checks of a run in progress. A run with many calls is checked less often. */
const checkIntervalMs = (model: Model) => Math.max(1000, model.lanes.length);

/**
 * Returns a function that finds what may be wrong with the runs of a recording, called with moments that never
 * decrease. The moments of its checks depend on the runs alone, so that the runs give the same recording on every
 * machine.
 */
export function createFindingsReader(): (model: Model) => readonly Finding[] {
	let last: (Pick<Model, 'description'> & {readonly end: Model['end']; readonly until: number}) | undefined;
	let findings: readonly Finding[] = [];
	return model => {
		const isSame = last?.description === model.description && last.end === model.end;
		if (!isSame || (!model.end && model.at >= (last?.until ?? 0))) {
			findings = findingsOf(model);
			last = {description: model.description, end: model.end, until: model.at + checkIntervalMs(model)};
		}
		return findings;
	};
}
