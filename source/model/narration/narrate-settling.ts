import {plural} from '../../text/plural.ts';
import type {Model} from '../model.ts';
import {firstFailure, winner} from '../queries.ts';
import type {Draft} from './wording.ts';
import {formatTaskEnd} from './wording.ts';

/** Narrates the time from the result of the strategy to the end of the run, in which tasks may keep running. */
export function narrateSettling(model: Model): Draft {
	const {result, totals} = model;
	const open = totals.inFlight;
	if (open === 0) {
		return result?.outcome === 'failed'
			? {role: 'fail', texts: ['The strategy failed; the run is about to end.']}
			: {role: 'done', texts: ['The strategy has settled; the run is about to end.']};
	}
	const keepRunning = `${plural(open, 'task')} ${open === 1 ? 'keeps' : 'keep'} running`;
	switch (result?.outcome) {
		case 'done':
			return narrateDone(model, keepRunning);
		case 'cancelled':
			return narrateCancelled(model, keepRunning);
		default:
			return narrateFailed(model, keepRunning);
	}
}

function narrateDone(model: Model, keepRunning: string): Draft {
	const {strategy, language} = model.description;
	const first = strategy.total === 'result' ? winner(model) : undefined;
	if (!first) return {role: 'done', texts: [`The strategy has settled; ${keepRunning}.`]};
	// In Python, `asyncio.run` may cancel them; that is not known yet.
	const moral = language === 'javascript' ? ': racing is not cancelling' : '';
	return {
		role: 'wait',
		texts: [
			`${formatTaskEnd(first)} and decides. ${keepRunning}${moral}.`,
			`Decided. ${keepRunning}${moral}.`,
			`Decided. ${keepRunning}.`,
		],
	};
}

/** Narrates a strategy that was cancelled, with the run or because of one task. */
function narrateCancelled(model: Model, keepRunning: string): Draft {
	const {cancelled, inFlight} = model.totals;
	if (cancelled <= 1 && firstFailure(model)) return narrateFailed(model, keepRunning);
	return {
		role: 'muted',
		texts: [
			`The run is cancelled; ${keepRunning} until ${inFlight === 1 ? 'its' : 'their'} own code stops.`,
			`The run is cancelled; ${keepRunning}.`,
		],
	};
}

function narrateFailed(model: Model, keepRunning: string): Draft {
	const culprit = firstFailure(model);
	if (!culprit) return {role: 'fail', texts: [`The strategy failed. ${keepRunning}.`]};
	return {
		role: 'fail',
		texts: [
			`${formatTaskEnd(culprit)}: ${rejection(model)}. ${keepRunning}.`,
			`${formatTaskEnd(culprit)}. ${keepRunning}.`,
			`One task failed. ${keepRunning}.`,
		],
	};
}

/** Formats what a task's failure does to a strategy that it settles. */
function rejection(model: Model): string {
	const javascript = model.description.language === 'javascript';
	switch (model.description.strategy.name) {
		case 'concurrent':
		case 'limited':
		case 'batched':
			return javascript ? 'Promise.all rejects at once' : 'gather raises at once';
		case 'race':
			return 'the race is decided';
		default:
			return 'so the strategy fails';
	}
}
