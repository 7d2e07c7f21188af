import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model, Task} from '../model.ts';
import type {Narration} from './narrate.ts';
import {narrateInterruption} from './narrate-failure.ts';
import {firstFitting, isAboutEqual} from './wording.ts';

/** What came of a program, and what to press next. */
export function narrateProgramEnd(model: Model, next: string): Narration {
	const {end} = model;
	if (end?.outcome === 'failed') return narrateFailed(model, next);
	if (end && end.outcome !== 'ok') return narrateInterruption(model, end.outcome);
	const what = `FINISHED in ${seconds(model.totals.makespan)}`;
	const sentences = notable(model).map(more => `${what}${more}.  ${next}`);
	return {role: 'done', text: firstFitting(...sentences, `${what}.  ${next}`)};
}

/** What is most worth saying of a program that came to its end. */
function notable(model: Model): readonly string[] {
	const {warnings, lanes, totals} = model;
	const warning = warnings.find(({kind}) => kind === 'never-awaited') ?? warnings.find(({kind}) => kind !== 'runtime');
	if (warning) return [`; ${warning.message.trim().split('\n').at(-1) ?? ''}`, ' with a warning'];
	const odd = lanes.find(each => each.orphan && each.state !== 'done') ?? lanes.find(each => each.orphan);
	if (odd) return [outcomeOf(model, odd)];
	const failed = lanes.find(({state}) => state === 'failed' || state === 'timed out');
	if (failed) return [`; ${failed.name} ${failed.state}, and the program continued`];
	if (totals.settled === 0 || lanes.length < 2) return [': it called no async function'];
	return whyThatLong(model);
}

/** What became of a call that nobody waited for any more. */
function outcomeOf(model: Model, {name, state, endedAt, parent}: Task): string {
	const at = seconds(sinceStart(model, endedAt));
	const caller = model.tasks.get(parent ?? '')?.name ?? 'its caller';
	if (state === 'cancelled') return `; ${name} was cancelled at ${at}, after ${caller} ended`;
	return state === 'done'
		? `; ${name} ran until ${at}, after ${caller} had ended`
		: `; ${name} ${state} at ${at}, no longer awaited`;
}

/** What the total is made of. */
function whyThatLong({totals, thread}: Model): readonly string[] {
	const {makespan, sum, longest, peak} = totals;
	const block = Math.max(0, ...thread.blocks.slice(-1000).map(({from, to}) => to - from));
	if (block >= 100 && block >= 0.2 * makespan) return [`: the loop was blocked for ${seconds(block)} of it`];
	if (isAboutEqual(sum, longest)) return [];
	if (peak === 1 && isAboutEqual(makespan, sum))
		return [`: one call after another, the sum of all`, ': one after another'];
	if (isAboutEqual(makespan, longest)) {
		return [': as long as the longest call, since the waits overlapped', ': as long as the longest call'];
	}
	return sum > 1.05 * makespan ? [`: ${seconds(sum)} of waiting overlapped`] : [];
}

/** An error came through to the top and ended the program. */
function narrateFailed(model: Model, next: string): Narration {
	const error = model.end?.error;
	const at = seconds(sinceStart(model, model.end?.at));
	if (!error) return {role: 'fail', text: firstFitting(`The program failed at ${at}.  ${next}`)};
	const message = error.message.split('\n')[0] ?? '';
	const said = message === '' ? error.name : `${error.name}: ${message}`;
	const where = error.place ? `, ${error.place.file}:${error.place.line}` : '';
	const thrower = model.settled.find(each => each.state === 'failed' && each.error?.message === error.message);
	const who =
		thrower && thrower.kind !== 'program' ? `${thrower.name} failed at ${at} and ended the program` : undefined;
	return {
		role: 'fail',
		text: firstFitting(
			...(who === undefined ? [] : [`${who}: ${said}${where}.  ${next}`, `${who}: ${said}.  ${next}`]),
			`The program failed at ${at}: ${said}${where}.  ${next}`,
			`The program failed at ${at}: ${said}.  ${next}`,
			`The program failed at ${at}: ${said}.`,
		),
	};
}
