import type {Finding} from '../model/analysis/findings/finding.ts';
import {ruleName} from '../model/analysis/findings/finding.ts';
import type {ListedWait} from '../model/analysis/waiting/listed.ts';
import {reasonsOf} from '../model/analysis/waiting/reasons.ts';
import {now as nowOf} from '../model/at-moment.ts';
import {duration} from '../model/format-duration.ts';
import {ageOf} from '../model/projections/waits.ts';
import {plural} from '../text/plural.ts';
import {thousands} from '../text/thousands.ts';
import type {ScreenProps} from '../view/props.ts';

/** Announces the Waiting screen: the number of open waits, then the selected row. */
export function announceWaits(props: ScreenProps): readonly string[] {
	const {waits = []} = props;
	const calls = waits.reduce((sum, {tasks}) => sum + tasks.length, 0);
	return [`Waiting: ${plural(calls, 'call')} at ${plural(waits.length, 'line')}.`, ...announceWait(props)];
}

/** Announces the selected row, and why its calls wait. */
export function announceWait(props: ScreenProps): readonly string[] {
	const {waits = [], session, runs, findings = []} = props;
	const row = waits.find(({key}) => key === session.waits?.selected) ?? waits[0];
	const [{model}] = runs;
	if (!row) {
		return [session.waits?.filter === undefined ? 'No call waits now.' : 'No row has these words.'];
	}
	const reasons = reasonsOf(model, row, findings).map(({label, lines}) => `${label}: ${lines.join(', ')}`);
	return [`Selected: ${sentence(row, props)}.`, ...reasons.map(text => (text.endsWith('.') ? text : `${text}.`))];
}

function sentence(row: ListedWait, {runs: [{model}]}: ScreenProps): string {
	const {place, function: name, target, tasks, past} = row;
	const count = tasks.length === 1 ? '1 waits' : `${thousands(tasks.length)} wait`;
	const usual =
		past?.leftAt !== undefined
			? `, usually ${duration(past.p50)}; last left ${duration(nowOf(model) - past.leftAt)} ago`
			: '; none has left that line yet';
	return `${place.file} line ${place.line}, ${name}: ${count} for ${target}, the oldest for ${duration(ageOf(model, row))}${usual}`;
}

/** Returns a finding as one sentence. */
export function announceFinding(finding: Finding): string {
	return `${finding.severity}, ${ruleName(finding)}: ${finding.text}`;
}

/** Announces each new finding once. Skips findings that are only informative. */
export function announceNewFindings(
	before: ScreenProps | undefined,
	{findings = [], session}: ScreenProps,
): readonly string[] {
	if (!before || before.session.run !== session.run) {
		return [];
	}
	const keyOf = ({rule, place}: Finding) => `${rule} ${place?.file}:${place?.line}`;
	const known = new Set((before.findings ?? []).map(keyOf));
	return findings.filter(each => each.severity !== 'info' && !known.has(keyOf(each))).map(announceFinding);
}
