import type {Finding} from '../model/analysis/findings/finding.ts';
import {findingsOf, withNewFigures} from '../model/analysis/findings/index.ts';
import type {Model} from '../model/model.ts';
import type {Workload} from '../workloads/workload.ts';
import {isOwnProgram} from './rerun-command.ts';

/**
 * The latest findings in a run. `of`: the state of the run that they are for. `from`: the moment of the run for which
 * their figures are. `next`: when these are to be updated. `until`: when the run is to be searched for other findings.
 */
type Known = {
	readonly of: string;
	readonly findings: readonly Finding[];
	readonly from: number;
	readonly next: number;
	readonly until: number;
};
const known = new WeakMap<Model['description'], Known>();

/**
 * `minSearchIntervalMs`: ms between two searches in a run in progress. `intervalPerCheckTime`: the time to the next
 * search or update is at least this many times as long as the last one took.
 */
const [minSearchIntervalMs, intervalPerCheckTime] = [1000, 20];

/**
 * Returns what may be wrong with a program of the user. The rules read whole runs, so a run in progress is searched at
 * most once a second, and less often if that takes long. The figures of what was found are those of the moment, as in
 * the tables beside them, unless that takes long. `isPast`: whether the moment is that of the playhead. `clock`: in ms;
 * if it does not move during a check, the check counts as instant.
 */
export function findingsAt(model: Model, workload: Workload, isPast: boolean, clock: () => number): readonly Finding[] {
	if (!isOwnProgram(workload) || workload.lesson) {
		return [];
	}

	const of = `${isPast ? model.at : 'live'} ${model.end?.at ?? ''}`;
	const before = known.get(model.description);
	const last = before?.of === of && model.at >= before.from ? before : undefined;
	if (before?.of === of && (isPast || model.end || model.at === before.from)) {
		return before.findings;
	}

	const shown = last && model.at < last.until ? last : undefined;
	if (shown && (shown.findings.length === 0 || model.at < shown.next)) {
		return shown.findings;
	}

	const started = clock();
	const all = findingsOf(model);
	const pause = (clock() - started) * intervalPerCheckTime;
	// Others wait for the next search, so that no list changes more often than once a second.
	const findings = shown ? withNewFigures(shown.findings, all) : all;
	known.set(model.description, {
		of,
		findings,
		from: model.at,
		next: model.at + pause,
		until: shown?.until ?? model.at + Math.max(minSearchIntervalMs, pause),
	});
	return findings;
}
