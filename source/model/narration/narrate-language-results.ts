import {formatOthersOutcome, othersOutcome} from '../analysis/other-tasks-outcome.ts';
import {differences, formatWhatDecides} from '../analysis/run-differences.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {firstFailure} from '../queries.ts';
import type {TaskState} from '../task.ts';
import {narrate} from './narrate.ts';
import type {Draft} from './wording.ts';
import {keyOnly, subjectOf} from './wording.ts';

/**
 * Narrates the results of both languages after both runs have ended: what failed and what happened to the others, or else
 * what decided the totals. `next`: the key to suggest when a program has ended.
 */
export function narrateLanguageResults(left: Model, right: Model, next = 'Press r to run again.'): Draft {
	if (left.description.form === 'program') return narratePrograms(left, right, next);
	const what = formatTotals(left, right);
	const failed = [left, right].some(({result, end}) => result?.outcome !== 'done' || end?.outcome === 'failed');
	const role = failed ? 'fail' : 'done';
	const press = nextAfter(left, failed);
	const others = differences(left, right).find(({subject}) => subject === 'the others');
	const broken = [left, right].find(({end}) => end && end.outcome !== 'ok' && end.outcome !== 'failed');
	if (broken) {
		const {role, text} = narrate(broken, undefined);
		return {role, texts: [`${subjectOf(broken, [left, right])}: ${text}`, text]};
	}
	const culprit = failed ? firstFailure(left) : undefined;
	const fault = culprit && `${culprit.name} ${verbs[culprit.state] ?? 'failed'}`;
	if (others && !('both' in others)) {
		const then = (first: 'In' | 'in') => `${first} JavaScript ${others.left}, in Python ${others.right}`;
		const fully = fault === undefined ? `${what}; ${then('in')}` : `${fault}: ${then('in')}`;
		return {role, texts: [fully, then('In'), what].flatMap(sentence => withPress(sentence, press))};
	}
	const outcome = fault === undefined ? undefined : othersOutcome(left);
	if (outcome) {
		const then = `${fault} in both; the others: ${formatOthersOutcome(left, outcome)}`;
		return {role, texts: [then, `${fault} in both`].flatMap(sentence => withPress(sentence, press))};
	}
	const moral = formatWhatDecides(left, right);
	return {role, texts: [...withPress(`${what}${moral}`, press), `${what}.  ${press}`]};
}

/** Returns a sentence with the key to press next and what it does, then with the key alone. */
function withPress(sentence: string, press: string): readonly string[] {
	return [`${sentence}.  ${press}`, `${sentence}.  ${keyOnly(press)}`];
}

/** Formats both totals, or one if they are the same in print. */
function formatTotals(left: Model, right: Model): string {
	const [one, other] = [seconds(left.totals.makespan), seconds(right.totals.makespan)];
	return one === other ? `Both took ${one}` : `JavaScript ${one}, Python ${other}`;
}

/** Narrates the end of a program in both languages: its failure, or else how the runs differ. */
function narratePrograms(left: Model, right: Model, next: string): Draft {
	const failed = [left, right].filter(({end}) => end?.outcome !== 'ok');
	const what = formatTotals(left, right);
	const [broken] = failed;
	if (broken && failed.length === 1) {
		const {role, text} = narrate(broken, undefined, next);
		return {role, texts: [`${subjectOf(broken, [left, right])}: ${text}`, text]};
	}
	if (broken) {
		const errors = [left, right].map(({end}) => end?.error?.name ?? end?.outcome);
		const [here, there] = errors;
		const cause = here === there ? `${here} ended it in both` : `${here} ended it in JavaScript, ${there} in Python`;
		return {role: 'fail', texts: [`${what}: ${cause}.  ${next}`, `${what}.  ${next}`]};
	}
	const calls = differences(left, right).find(({subject}) => subject === 'calls');
	if (calls && !('both' in calls)) {
		return {
			role: 'done',
			texts: [
				`${what}: ${calls.left}, in Python ${unlike(calls.left, calls.right)}.  ${next}`,
				`${calls.left} in JavaScript, ${unlike(calls.left, calls.right)} in Python.  ${next}`,
				`${what}.  ${next}`,
			],
		};
	}
	const moral = formatWhatDecides(left, right);
	return {role: 'done', texts: [`${what}${moral}.  ${next}`, `${what}.  ${next}`]};
}

/** Returns the other sentence from the first word that differs. */
function unlike(one: string, other: string): string {
	const [words, others] = [one.split(' '), other.split(' ')];
	const first = others.findIndex((word, index) => word !== words[index]);
	// `at` belongs to the time after it.
	return others.slice(others[first - 1] === 'at' ? first - 1 : Math.max(0, first)).join(' ');
}

/** The verbs for tasks that were not done. */
const verbs: Partial<Record<TaskState, string>> = {cancelled: 'was cancelled', 'timed out': 'timed out'};

/** Suggests the key that shows more of how the two languages differ or agree. */
function nextAfter({description}: Model, failed: boolean): string {
	const {name} = description.strategy;
	if (failed)
		return name === 'task-group' ? 'Press 2: the same without a group.' : 'Press 8: one failure cancels the others.';
	if (name === 'race' || name === 'first-success') return 'Press 2 to wait for all.';
	return description.source === 'measured' ? 'Press c to compare them all.' : 'Press f to make one fail.';
}
