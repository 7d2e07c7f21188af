import {plural} from '../../text/plural.ts';
import {differences, formatWhatDecides} from '../analysis/language-differences.ts';
import {formatOthersOutcome, othersOutcome} from '../analysis/other-tasks-outcome.ts';
import {blockerOf, briefTurn, holderOf, now} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model, TaskState} from '../model.ts';
import {firstFailure, nameOf, nounOf} from '../queries.ts';
import {narrate} from './narrate.ts';
import type {Draft, Narration} from './wording.ts';
import {fitted} from './wording.ts';

/** One sentence on the same work in two languages at this moment. `next`: what to press when a program is over in both. */
export function narratePair(javascript: Model, python: Model, next?: string, room?: number): Narration {
	return fitted(draftPair(javascript, python, next), room);
}

/** Every wording of the narration of a pair. */
export function draftPair(javascript: Model, python: Model, next?: string): Draft {
	if (python.end && python.startedAt === undefined) return alone(javascript, next);
	if (javascript.end && javascript.startedAt === undefined) return alone(python, next);
	const both = [javascript, python] as const;
	const starting = both.filter(({phase}) => phase === 'starting');
	if (starting.length === 2) return {role: 'queued', texts: ['Both runtimes are starting. They begin together.']};
	const [late] = starting;
	if (late) {
		const early = late === javascript ? python : javascript;
		return {role: 'queued', texts: [`${languageOf(early)} runs; ${languageOf(late)} is about to start.`]};
	}
	return narrateBlocked(both) ?? (both.every(over) ? narrateResult(javascript, python, next) : narrateRunning(both));
}

/** Narrates the only run that there is. */
function alone(model: Model, next: string | undefined): Draft {
	const {role, text} = narrate(model, undefined, next);
	return {role, texts: [text]};
}

const names = {javascript: 'JavaScript', python: 'Python'} as const;
const languageOf = ({description}: Model): string => names[description.language];
const over = ({end, settled, lanes, result}: Model): boolean =>
	end !== undefined || (result !== undefined && settled.length === lanes.length);

function narrateBlocked(both: readonly Model[]): Draft | undefined {
	const blocked = both.filter(model => !model.end && blockerOf(model));
	const [first] = blocked;
	if (!first) return undefined;
	if (blocked.length === 2) {
		const [one, other] = blocked.map(onThread);
		const who = one !== undefined && one === other ? one : 'one task';
		return {
			role: 'fail',
			texts: [
				`BLOCKED: ${who} is on the only thread in both languages; nothing else can run.`,
				'BLOCKED: one task is on the only thread in both languages.',
			],
		};
	}
	const {text} = narrate(first, undefined);
	return {role: 'fail', texts: [`${languageOf(first)}: ${text}`, text]};
}

function narrateRunning(both: readonly [Model, Model]): Draft {
	const [javascript, python] = both;
	const ended = both.find(over);
	if (ended) {
		const other = ended === javascript ? python : javascript;
		const open = other.totals.inFlight + other.totals.queued;
		const rest =
			open > 0
				? `${languageOf(other)} has ${plural(open, nounOf(other))} to go`
				: `${languageOf(other)} is about to end`;
		const failed = ended.result?.outcome === 'failed' || ended.end?.outcome === 'failed';
		const verb = failed ? 'failed' : 'is done';
		return {
			role: failed ? 'fail' : 'done',
			texts: [`${languageOf(ended)} ${verb} in ${seconds(ended.totals.makespan)}; ${rest}.`],
		};
	}
	const others = differences(javascript, python).find(({subject}) => subject === 'the others');
	if (others && !('both' in others)) {
		const role = both.some(({result}) => result?.outcome === 'failed') ? 'fail' : 'wait';
		return {
			role,
			texts: [
				`The others: ${others.javascript} in JavaScript, ${others.python} in Python.`,
				`The others end differently: see below.`,
			],
		};
	}
	return narrateThreads(both);
}

/** Who is on the two threads, or that nobody is. */
function narrateThreads([javascript, python]: readonly [Model, Model]): Draft {
	const [one, other] = [onThread(javascript), onThread(python)];
	if (one !== undefined && other !== undefined) {
		const who =
			one === other ? `${one} is on the thread in both` : `${one} is on the thread in JavaScript, ${other} in Python`;
		return {
			role: 'run',
			texts: [`${who}: nothing else can run there.`, 'A task is on the thread in both languages.'],
		};
	}
	if (one !== undefined || other !== undefined) {
		const [busy, idle] = one === undefined ? ['Python', 'JavaScript'] : ['JavaScript', 'Python'];
		return {
			role: 'run',
			texts: [`${one ?? other} is on the thread in ${busy}; ${idle} is asleep.`, `${idle} is asleep.`],
		};
	}
	const waiting = [javascript, python].map(({totals}) => totals.inFlight);
	const [here, there] = waiting as [number, number];
	const who = `${plural(here, nounOf(javascript))} ${here === 1 ? 'waits' : 'wait'}`;
	return {
		role: 'wait',
		texts: [
			here === there
				? `Both loops are asleep: ${who} in each.`
				: `Both loops are asleep: ${who} in JavaScript, ${there} in Python.`,
		],
	};
}

/** Whose code has been on the thread for long enough to say so. */
function onThread(model: Model): string | undefined {
	const holder = holderOf(model);
	if (!holder || now(model) - holder.since < briefTurn) return undefined;
	return nameOf(model, model.tasks.get(holder.task ?? '')) ?? 'the program';
}

function narrateResult(javascript: Model, python: Model, next: string | undefined): Draft {
	if (javascript.description.form === 'program')
		return narratePrograms(javascript, python, next ?? 'Press r to run again.');
	const [one, other] = [javascript.totals.makespan, python.totals.makespan];
	const same = seconds(one) === seconds(other);
	const what = same ? `Both took ${seconds(one)}` : `JavaScript ${seconds(one)}, Python ${seconds(other)}`;
	const failed = [javascript, python].some(({result, end}) => result?.outcome !== 'done' || end?.outcome === 'failed');
	const role = failed ? 'fail' : 'done';
	const press = nextAfter(javascript, failed);
	const shortly = press.replace(/:.*/, '.');
	const others = differences(javascript, python).find(({subject}) => subject === 'the others');
	const broken = [javascript, python].find(({end}) => end && end.outcome !== 'ok' && end.outcome !== 'failed');
	if (broken) {
		const {role, text} = narrate(broken, undefined);
		return {role, texts: [`${languageOf(broken)}: ${text}`, text]};
	}
	const culprit = failed ? firstFailure(javascript) : undefined;
	const fault = culprit && `${culprit.name} ${verbs[culprit.state] ?? 'failed'}`;
	if (others && !('both' in others)) {
		const then = (first: 'In' | 'in') => `${first} JavaScript ${others.javascript}, in Python ${others.python}`;
		const fully = fault === undefined ? `${what}; ${then('in')}` : `${fault}: ${then('in')}`;
		return {role, texts: [`${fully}.  ${press}`, `${then('In')}.  ${press}`, `${what}.  ${press}`]};
	}
	const outcome = fault === undefined ? undefined : othersOutcome(javascript);
	if (outcome) {
		const then = `${fault} in both; the others: ${formatOthersOutcome(javascript, outcome)}`;
		return {role, texts: [`${then}.  ${press}`, `${fault} in both.  ${press}`]};
	}
	const moral = formatWhatDecides(javascript, python);
	return {
		role,
		texts: [`${what}${moral}.  ${press}`, `${what}${moral}.  ${shortly}`, `${what}.  ${press}`],
	};
}

/** What came of a program in both: how it ended where it did not end well, else in what the runs differ. */
function narratePrograms(javascript: Model, python: Model, next: string): Draft {
	const [one, other] = [javascript.totals.makespan, python.totals.makespan];
	const failed = [javascript, python].filter(({end}) => end?.outcome !== 'ok');
	const times = seconds(one) === seconds(other) ? `Both took ${seconds(one)}` : undefined;
	const what = times ?? `JavaScript ${seconds(one)}, Python ${seconds(other)}`;
	const [broken] = failed;
	if (broken && failed.length === 1) {
		const {role, text} = narrate(broken, undefined, next);
		return {role, texts: [`${languageOf(broken)}: ${text}`, text]};
	}
	if (broken) {
		const errors = [javascript, python].map(({end}) => end?.error?.name ?? end?.outcome);
		const [here, there] = errors;
		const said = here === there ? `${here} ended it in both` : `${here} ended it in JavaScript, ${there} in Python`;
		return {role: 'fail', texts: [`${what}: ${said}.  ${next}`, `${what}.  ${next}`]};
	}
	const calls = differences(javascript, python).find(({subject}) => subject === 'calls');
	if (calls && !('both' in calls)) {
		return {
			role: 'done',
			texts: [
				`${what}: ${calls.javascript}, in Python ${unlike(calls.javascript, calls.python)}.  ${next}`,
				`${calls.javascript} in JavaScript, ${unlike(calls.javascript, calls.python)} in Python.  ${next}`,
				`${what}.  ${next}`,
			],
		};
	}
	const moral = formatWhatDecides(javascript, python);
	return {role: 'done', texts: [`${what}${moral}.  ${next}`, `${what}.  ${next}`]};
}

/** The other sentence from the word on in which it differs. */
function unlike(one: string, other: string): string {
	const [words, others] = [one.split(' '), other.split(' ')];
	const first = others.findIndex((word, index) => word !== words[index]);
	// `at` belongs to its time.
	return others.slice(others[first - 1] === 'at' ? first - 1 : Math.max(0, first)).join(' ');
}

/** What a task that did not end well did. */
const verbs: Partial<Record<TaskState, string>> = {cancelled: 'was cancelled', 'timed out': 'timed out'};

/** What shows more of how the two languages differ, or of how they do not. */
function nextAfter({description}: Model, failed: boolean): string {
	const {name} = description.strategy;
	if (failed) return name === 'task-group' ? 'Press 2.' : 'Press 8.';
	if (name === 'race' || name === 'first-success') return 'Press 2.';
	return description.source === 'measured' ? 'Press c to compare them all.' : 'Press f to make one fail.';
}
