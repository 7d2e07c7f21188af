import {plural} from '../../text/plural.ts';
import {formatOthersOutcome, othersOutcome} from '../analysis/other-tasks-outcome.ts';
import {differences, formatWhatDecides} from '../analysis/run-differences.ts';
import {areTied} from '../analysis/ties.ts';
import {blockerOf, briefTurnMs, holderOf, now} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {firstFailure, nameOf, nounOf} from '../queries.ts';
import {capitalized, sidesOf} from '../sides.ts';
import type {TaskState} from '../task.ts';
import {narrate} from './narrate.ts';
import {narrateResults} from './narrate-results.ts';
import type {Draft, Narration} from './wording.ts';
import {fitted} from './wording.ts';

/**
 * Narrates two runs of the same work at this moment in one sentence. `next`: the key to suggest when a program has
 * ended in both.
 */
export function narratePair(left: Model, right: Model, next?: string, room?: number): Narration {
	return fitted(draftPair(left, right, next), room);
}

/** Returns every wording of the narration of a pair. */
export function draftPair(left: Model, right: Model, next?: string): Draft {
	if (right.end && right.startedAt === undefined) return alone(left, next);
	if (left.end && left.startedAt === undefined) return alone(right, next);
	const both = [left, right] as const;
	const {by, names} = sidesOf(left.description, right.description);
	const starting = both.filter(({phase}) => phase === 'starting');
	if (starting.length === 2) return {role: 'queued', texts: [aboutToStart[by]]};
	const [late] = starting;
	if (late && by !== 'languages') return narrateWait(left, right, late);
	if (late) {
		const [early, then] = late === left ? [names[1], names[0]] : names;
		return {role: 'queued', texts: [`${early} runs; ${then} is about to start.`]};
	}
	const result = by === 'languages' ? narrateResult : narrateResults;
	return narrateBlocked(both) ?? (both.every(hasEnded) ? result(left, right, next) : narrateRunning(both));
}

const aboutToStart = {
	languages: 'Both runtimes are starting. Both runs will start together.',
	strategies: 'Neither run has started.',
	order: 'Neither run has started.',
} as const;

/** Narrates the first of two runs that run one after the other. */
function narrateWait(left: Model, right: Model, late: Model): Draft {
	const {names} = sidesOf(left.description, right.description);
	const [early, then] = late === left ? [names[1], names[0]] : names;
	return {role: 'wait', texts: [`${capitalized(early)} runs first; ${then} follows, on the same clock.`]};
}

/** Narrates the only run that started. */
function alone(model: Model, next: string | undefined): Draft {
	const {role, text} = narrate(model, undefined, next);
	return {role, texts: [text]};
}

const hasEnded = ({end, settled, lanes, result}: Model): boolean =>
	end !== undefined || (result !== undefined && settled.length === lanes.length);

/** Returns the name of one of two runs, for the start of a sentence. */
function subjectOf(model: Model, [left, right]: readonly [Model, Model]): string {
	const {names} = sidesOf(left.description, right.description);
	return capitalized(names[model === left ? 0 : 1]);
}

function narrateBlocked(both: readonly [Model, Model]): Draft | undefined {
	const blocked = both.filter(model => !model.end && blockerOf(model));
	const [first] = blocked;
	if (!first) return undefined;
	if (blocked.length === 2) {
		const [left, right] = both;
		const isPair = sidesOf(left.description, right.description).by === 'languages';
		const where = isPair ? 'in both languages' : 'in both';
		const [one, other] = blocked.map(onThread);
		const who = one !== undefined && one === other ? one : 'one task';
		return {
			role: 'fail',
			texts: [
				`BLOCKED: ${who} is on the only thread ${where}; nothing else can run.`,
				`BLOCKED: one task is on the only thread ${where}.`,
			],
		};
	}
	const {text} = narrate(first, undefined);
	return {role: 'fail', texts: [`${subjectOf(first, both)}: ${text}`, text]};
}

function narrateRunning(both: readonly [Model, Model]): Draft {
	const [left, right] = both;
	const {by, names} = sidesOf(left.description, right.description);
	const nameIn = (model: Model) => names[model === left ? 0 : 1];
	const ended = both.find(hasEnded);
	if (ended) {
		const other = ended === left ? right : left;
		const open = other.totals.inFlight + other.totals.queued;
		const rest =
			open > 0 ? `${nameIn(other)} has ${plural(open, nounOf(other))} to go` : `${nameIn(other)} is about to end`;
		const failed = ended.result?.outcome === 'failed' || ended.end?.outcome === 'failed';
		const verb = failed ? 'failed' : 'is done';
		return {
			role: failed ? 'fail' : 'done',
			texts: [
				`${subjectOf(ended, both)} ${verb} in ${seconds(ended.totals.makespan)}; ${rest}.`,
				`${subjectOf(ended, both)} ${verb} in ${seconds(ended.totals.makespan)}.`,
			],
		};
	}
	const others = differences(left, right).find(({subject}) => subject === 'the others');
	if (by === 'languages' && others && !('both' in others)) {
		const role = both.some(({result}) => result?.outcome === 'failed') ? 'fail' : 'wait';
		return {
			role,
			texts: [
				`The others: ${others.left} in JavaScript, ${others.right} in Python.`,
				`The others end differently: see below.`,
			],
		};
	}
	return narrateThreads(both);
}

/** Narrates what is on the two threads, or that both are free. */
function narrateThreads([left, right]: readonly [Model, Model]): Draft {
	const {names} = sidesOf(left.description, right.description);
	const [one, other] = [onThread(left), onThread(right)];
	if (one !== undefined && other !== undefined) {
		const who =
			one === other
				? `${one} is on the thread in both`
				: `${one} is on the thread in ${names[0]}, ${other} in ${names[1]}`;
		return {
			role: 'run',
			texts: [`${who}: nothing else can run there.`, 'A task is on the thread in both.'],
		};
	}
	if (one !== undefined || other !== undefined) {
		const [busy, idle] = one === undefined ? [names[1], names[0]] : names;
		return {
			role: 'run',
			texts: [`${one ?? other} is on the thread in ${busy}; ${idle} is asleep.`, `${capitalized(idle)} is asleep.`],
		};
	}
	const waiting = [left, right].map(({totals}) => totals.inFlight);
	const [here, there] = waiting as [number, number];
	const who = `${plural(here, nounOf(left))} ${here === 1 ? 'waits' : 'wait'}`;
	return {
		role: 'wait',
		texts: [
			here === there
				? `Both loops are asleep: ${who} in each.`
				: `Both loops are asleep: ${who} in ${names[0]}, ${there} in ${names[1]}.`,
		],
	};
}

/** Returns the name of the task that has been on the thread for long enough to report it. */
function onThread(model: Model): string | undefined {
	const holder = holderOf(model);
	if (!holder || now(model) - holder.since < briefTurnMs) return undefined;
	return nameOf(model, model.tasks.get(holder.task ?? '')) ?? 'the program';
}

function narrateResult(left: Model, right: Model, next: string | undefined): Draft {
	if (left.description.form === 'program') return narratePrograms(left, right, next ?? 'Press r to run again.');
	const [one, other] = [left.totals.makespan, right.totals.makespan];
	const what = tookBoth(one, other) ?? `JavaScript ${seconds(one)}, Python ${seconds(other)}`;
	const failed = [left, right].some(({result, end}) => result?.outcome !== 'done' || end?.outcome === 'failed');
	const role = failed ? 'fail' : 'done';
	const press = nextAfter(left, failed);
	const shortly = press.replace(/^(Press \S+?)[:.]? .*$/, '$1.');
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
		return {
			role,
			texts: [fully, then('In'), what].flatMap(sentence => [`${sentence}.  ${press}`, `${sentence}.  ${shortly}`]),
		};
	}
	const outcome = fault === undefined ? undefined : othersOutcome(left);
	if (outcome) {
		const then = `${fault} in both; the others: ${formatOthersOutcome(left, outcome)}`;
		return {
			role,
			texts: [then, `${fault} in both`].flatMap(sentence => [`${sentence}.  ${press}`, `${sentence}.  ${shortly}`]),
		};
	}
	const moral = formatWhatDecides(left, right);
	return {
		role,
		texts: [`${what}${moral}.  ${press}`, `${what}${moral}.  ${shortly}`, `${what}.  ${press}`],
	};
}

/** Formats two equal totals as one. Undefined if they differ by more than the noise. */
function tookBoth(one: number, other: number): string | undefined {
	if (!areTied(one, other)) return undefined;
	return `Both took ${seconds(one) === seconds(other) ? '' : 'about '}${seconds(Math.max(one, other))}`;
}

/** Narrates the end of a program in both languages: its failure, or else how the runs differ. */
function narratePrograms(left: Model, right: Model, next: string): Draft {
	const [one, other] = [left.totals.makespan, right.totals.makespan];
	const failed = [left, right].filter(({end}) => end?.outcome !== 'ok');
	const what = tookBoth(one, other) ?? `JavaScript ${seconds(one)}, Python ${seconds(other)}`;
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
