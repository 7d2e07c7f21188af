import type {Finding} from '../model/analysis/findings/finding.ts';
import {findingsOf, withNewFigures} from '../model/analysis/findings/index.ts';
import type {Model} from '../model/model.ts';

/**
 * ms on the run's clock between two searches of a run in progress, and between two updates of the figures of what was
 * found. A run with many calls is checked less often.
 */
const searchIntervalMs = (model: Model) => Math.max(1000, model.lanes.length);
const updateIntervalMs = (model: Model) => model.lanes.length / 20;

type Last = Pick<Model, 'description'> & {
	readonly end: Model['end'];
	readonly findings: readonly Finding[];
	readonly next: number;
	readonly until: number;
};

/**
 * Returns a function that finds what may be wrong with the runs of a recording, called with moments that never
 * decrease. The moments of its checks depend on the runs alone, so that the runs give the same recording on every
 * machine.
 */
export function createFindingsReader(): (model: Model) => readonly Finding[] {
	let last: Last | undefined;
	return model => {
		const known = last?.description === model.description && last.end === model.end ? last : undefined;
		if (known && (model.end || model.at < (known.findings.length > 0 ? known.next : known.until))) {
			return known.findings;
		}
		const all = findingsOf(model);
		const shown = known && model.at < known.until ? known : undefined;
		last = {
			description: model.description,
			end: model.end,
			findings: shown ? withNewFigures(shown.findings, all) : all,
			next: model.at + updateIntervalMs(model),
			until: shown?.until ?? model.at + searchIntervalMs(model),
		};
		return last.findings;
	};
}
