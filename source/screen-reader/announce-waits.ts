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

/** The most characters of a sentence that lists facts. */
const maxSentence = 100;

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
	const reasons = reasonsOf(model, row, findings).flatMap(({label, lines}) => {
		const whole = lines.join(', ');
		const texts = label.length + whole.length + 3 <= maxSentence ? [whole] : lines;
		return texts.map(text => `${label}: ${text}`);
	});
	return [...describe(row, props), ...reasons.map(text => (text.endsWith('.') ? text : `${text}.`))];
}

/** Describes a row in sentences that are short enough to follow by ear. */
function describe(row: ListedWait, {runs: [{model}]}: ScreenProps): readonly string[] {
	const {place, function: name, target, tasks, past} = row;
	const count = tasks.length === 1 ? '1 waits' : `${thousands(tasks.length)} wait`;
	const age = duration(ageOf(model, row));
	return [
		`Selected: ${place.file} line ${place.line}, ${name}: ${count} for ${target}.`,
		...(past?.leftAt === undefined
			? [`The oldest waits for ${age}; none has left that line yet.`]
			: [
					`The oldest waits for ${age}, usually ${duration(past.p50)}.`,
					`The last one left ${duration(nowOf(model) - past.leftAt)} ago.`,
				]),
	];
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
