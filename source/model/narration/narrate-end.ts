import {compare} from '../analysis/comparison.ts';
import {othersOutcome} from '../analysis/other-tasks-outcome.ts';
import {sinceStart} from '../at-moment.ts';
import {seconds, times} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {Narration} from './narrate.ts';
import {narrateEngineFailure, narrateFailure, narrateInterruption} from './narrate-failure.ts';
import {firstFitting, formatCancelled, isAboutEqual, theOthers, winner} from './wording.ts';

/** What came of the run, and what to try next. */
export function narrateEnd(model: Model, previous: Model | undefined): Narration {
	const {end, result, totals} = model;
	if (end && end.outcome !== 'ok' && end.outcome !== 'failed') return narrateInterruption(model, end.outcome);
	if (!result || (end?.outcome === 'failed' && result.outcome === 'done')) return narrateEngineFailure(model);
	if (result.outcome !== 'done') return narrateFailure(model);
	if (model.description.strategy.total === 'result') return narrateRace(model);
	if (totals.done < model.lanes.length) return narrateAllSettled(model);
	return {role: 'done', text: formatTotal(model, previous)};
}

function narrateRace(model: Model): Narration {
	const first = winner(model);
	const {makespan} = model.totals;
	if (!first) return {role: 'done', text: `FINISHED in ${seconds(makespan)}.  Press 2 to wait for all.`};
	const outcome = othersOutcome(model);
	const verb = model.description.strategy.name === 'first-success' ? 'succeeded first' : 'won';
	const what = `FINISHED: ${first.name} ${verb}, in ${seconds(makespan)}`;
	const press = 'Press 2 to wait for all.';
	if (!outcome) return {role: 'done', text: firstFitting(`${what}.  ${press}`, `${what}.`)};
	if (outcome.ranOn + outcome.open === 0) {
		const then = `${what}; ${formatCancelled(model, outcome.cancelled)}`;
		return {
			role: 'done',
			text: firstFitting(`${then}.  ${press}`, `${then}.  Press 2.`, `${what}.  ${press}`, `${what}.`),
		};
	}
	const ranOn = `; ${theOthers(outcome.ranOn + outcome.open)} kept running`;
	return {
		role: 'done',
		text: firstFitting(
			`${what}${ranOn} until ${seconds(outcome.ranOnTo)}: racing is not cancelling.  Press 2.`,
			`${what}${ranOn}: racing is not cancelling.  Press 2.`,
			`${what}${ranOn}.  Press 2.`,
			`${what}.`,
		),
	};
}

/** The strategy has what it wanted, though some tasks did not end well. */
function narrateAllSettled(model: Model): Narration {
	const {makespan, done, failed, cancelled, timedOut} = model.totals;
	const parts = [
		`${done} done`,
		...(failed > 0 ? [`${failed} failed`] : []),
		...(timedOut > 0 ? [`${timedOut} timed out`] : []),
		...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
	].join(', ');
	const what = `FINISHED in ${seconds(makespan)}: ${parts}`;
	return {
		role: 'done',
		text: firstFitting(
			`${what}, and no result was lost.  Press 2: one failure ends it.`,
			`${what}.  Press 2: one failure ends it.`,
		),
	};
}

/** All went well: what the total is made of. */
function formatTotal(model: Model, previous: Model | undefined): string {
	const {makespan, sum, longest} = model.totals;
	const what = `FINISHED in ${seconds(makespan)}`;
	const press = nextAfter(model, previous);
	if (model.lanes.length === 0) return 'FINISHED: no task to run.  Press / to find a scenario.';
	if (model.lanes.length === 1) return `${what}: one task has nothing to overlap with.  Press a to duplicate it.`;
	const block = longestBlock(model);
	if (block) return firstFitting(`${what}, with the loop blocked for ${block} of it.  ${press}`, `${what}.  ${press}`);
	const compared = compare(model, previous);
	const then =
		compared?.ratio !== undefined && compared.ratio > 1.02
			? `: ${times(compared.ratio)} the speed of ${compared.previous.title}`
			: '';
	const asLong = isAboutEqual(makespan, longest);
	if (isAboutEqual(makespan, sum)) {
		return asLong
			? `${what}.  ${press}`
			: firstFitting(`${what} — the sum of all latencies.  ${press}`, `${what}.  ${press}`);
	}
	if (model.description.strategy.name === 'as-completed') {
		const first = model.settled[0]?.endedAt;
		return firstFitting(
			`${what}; the first result arrived at ${seconds(sinceStart(model, first))}.  ${press}`,
			`${what}.  ${press}`,
		);
	}
	if (asLong) {
		return then
			? firstFitting(`${what}${then}, as long as the longest task.  ${press}`, `${what}${then}.  ${press}`)
			: firstFitting(`${what} — as long as the longest task, not the sum.  ${press}`);
	}
	const between = `longest task ${seconds(longest)}, sum ${seconds(sum)}`;
	return firstFitting(`${what}${then || `: ${between}`}.  ${press}`, `${what}.  ${press}`);
}

function nextAfter(model: Model, previous: Model | undefined): string {
	const {strategy, limit, source} = model.description;
	switch (strategy.name) {
		case 'sequential':
			return 'Press 2 to start them together.';
		case 'concurrent':
			return previous?.description.strategy.name === 'sequential'
				? 'Press 3 to set a limit.'
				: 'Press 1 to see the difference.';
		case 'limited':
			return limit !== undefined && limit < model.lanes.length
				? 'Press + to raise the limit.'
				: 'Press - to lower the limit.';
		case 'batched':
			return 'Press 3: no waiting for the batch.';
		case 'all-settled':
		case 'task-group':
			// What is real fails by itself.
			return source === 'measured' ? 'Press c to compare them all.' : 'Press f to make one fail.';
		case 'as-completed':
			return 'Press 2: all results at the end.';
		default:
			return 'Press r to run again.';
	}
}

/** The longest block, in words, if it is long enough to have changed the picture. */
function longestBlock(model: Model): string | undefined {
	const ms = Math.max(0, ...model.thread.blocks.map(({from, to}) => to - from));
	return ms >= 100 ? seconds(ms) : undefined;
}
