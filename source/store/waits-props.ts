import type {Finding} from '../model/analysis/findings/finding.ts';
import type {ListedWait} from '../model/analysis/waiting/listed.ts';
import {listWaits} from '../model/analysis/waiting/listed.ts';
import type {Model} from '../model/model.ts';
import type {ScreenName} from '../session/choices.ts';
import {screenNames} from '../session/choices.ts';
import type {UpdateContext} from '../session/context.ts';
import type {Session} from '../session/session.ts';
import type {Workload} from '../workloads/workload.ts';
import {callsContext} from './calls-props.ts';
import {findingsAt} from './live-findings.ts';
import {isOwnProgram} from './rerun-command.ts';

/**
 * Returns the screens that a workload has, in the order of Tab. Only the user's own programs show their calls by
 * function, and what these wait for.
 */
export function screensOf(workload: Workload): readonly ScreenName[] {
	return isOwnProgram(workload) && !workload.lesson
		? screenNames
		: screenNames.filter(name => name !== 'waiting' && name !== 'calls');
}

/** Returns the open waits as a session lists them. */
export function waitsOf(model: Model, findings: readonly Finding[], {waits}: Session): readonly ListedWait[] {
	const {grouping = 'line', order = 'oldest', filter = ''} = waits ?? {};
	return listWaits(model, findings, {grouping, order, filter});
}

/** Returns the open waits and the findings as `update` needs them. */
export function waitsContext(
	model: Model,
	workload: Workload,
	session: Session,
	isPast: boolean,
	clock: () => number,
): Pick<UpdateContext, 'screens' | 'calls' | 'waits' | 'findings'> {
	const findings = () => findingsAt(model, workload, isPast, clock);
	return {
		screens: screensOf(workload),
		calls: callsContext(model, findings, session),
		// Lazy: each reads whole runs, and few keys need them.
		get waits() {
			const lanes = new Map(model.lanes.map(({id}, index) => [id, index]));
			return waitsOf(model, findings(), session).map(({key, oldest}) => ({
				key,
				lane: lanes.get(oldest.id) ?? 0,
			}));
		},
		get findings() {
			const rows = listWaits(model, findings(), {grouping: 'line', order: 'oldest', filter: ''});
			return findings().map(finding => ({wait: rowOf(finding, rows)?.key}));
		},
	};
}

/** Returns the row that a finding is about: the row of its line, else of its first call that waits. */
function rowOf({place, tasks}: Finding, rows: readonly ListedWait[]): ListedWait | undefined {
	const ids = new Set(tasks);
	return (
		rows.find(row => row.place.file === place?.file && row.place.line === place.line) ??
		rows.find(row => row.tasks.some(({id}) => ids.has(id)))
	);
}
