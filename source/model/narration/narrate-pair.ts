import {plural} from '../../text/plural.ts';
import {differences} from '../analysis/run-differences.ts';
import {blockerOf, briefTurnMs, holderOf, now} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {nameOf, nounOf} from '../queries.ts';
import {capitalized, sidesOf} from '../sides.ts';
import {draftNarration, narrate} from './narrate.ts';
import {narrateLanguageResults} from './narrate-language-results.ts';
import {narrateResults} from './narrate-results.ts';
import type {Draft, Narration} from './wording.ts';
import {fitted, subjectOf} from './wording.ts';

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
	const result = by === 'languages' ? narrateLanguageResults : narrateResults;
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
const alone = (model: Model, next: string | undefined): Draft => draftNarration(model, undefined, false, next);

const hasEnded = ({end, settled, lanes, result}: Model): boolean =>
	end !== undefined || (result !== undefined && settled.length === lanes.length);

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
