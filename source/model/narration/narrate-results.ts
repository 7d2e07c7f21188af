import {plural} from '../../text/plural.ts';
import {formatWhatDecides} from '../analysis/run-differences.ts';
import {areTied} from '../analysis/ties.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {nounOf} from '../queries.ts';
import {capitalized, sidesOf} from '../sides.ts';
import type {Draft} from './wording.ts';

/** Narrates the results of two strategies, versions or runs of one language after both have ended. */
export function narrateResults(left: Model, right: Model): Draft {
	const both = [left, right] as const;
	const {names} = sidesOf(left.description, right.description);
	const of = (model: Model) => outcomeOf(model, names[model === left ? 0 : 1]);
	if (both.some(model => hasFailed(model) || model.description.strategy.total === 'result')) {
		const role = both.some(hasFailed) ? 'fail' : 'done';
		const times = `${seconds(left.totals.makespan)} and ${seconds(right.totals.makespan)}`;
		const short = both.every(hasFailed) ? [`Both failed: after ${times}.  ${next}`] : [];
		return {role, texts: [`${capitalized(of(left))}; ${of(right)}.  ${next}`, ...short]};
	}
	const [one, other] = [left.totals.makespan, right.totals.makespan];
	if (areTied(one, other)) {
		const times =
			seconds(one) === seconds(other) ? `Both took ${seconds(one)}` : `${seconds(one)} and ${seconds(other)}`;
		return {role: 'done', texts: [`${times}${formatWhatDecides(left, right)}.  ${next}`, `${times}.  ${next}`]};
	}
	const [slow, fast] = one > other ? [left, right] : [right, left];
	const ratio = `${(slow.totals.makespan / fast.totals.makespan).toFixed(2)}×`;
	const times = `${seconds(slow.totals.makespan)} against ${seconds(fast.totals.makespan)}: ${ratio}`;
	const why = overlapOf(slow, fast, names[fast === left ? 0 : 1]);
	return {role: 'done', texts: [`${times}.${why}  ${next}`, `${times}.  ${next}`]};
}

const hasFailed = ({result, end}: Model) => result?.outcome === 'failed' || (end !== undefined && end.outcome !== 'ok');

/** Formats an outcome: `Sequential took 6.50 s`, `Race had its result at 0.80 s`, `Concurrent failed at 0.60 s`. */
function outcomeOf(model: Model, name: string): string {
	const at = seconds(model.totals.makespan);
	if (hasFailed(model)) {
		return `${name} ${endings[model.end?.outcome ?? ''] ?? 'failed'} at ${at}`;
	}
	return model.description.strategy.total === 'result' ? `${name} had its result at ${at}` : `${name} took ${at}`;
}

const endings: Readonly<Record<string, string>> = {
	cancelled: 'was cancelled',
	killed: 'was killed',
	stalled: 'got stuck',
	exited: 'exited',
};

/** Formats what the peaks prove: if one run had only one task in flight at a time, the other gained by overlap. */
function overlapOf(slow: Model, fast: Model, name: string): string {
	return slow.totals.peak === 1 && fast.totals.peak > 1
		? ` Waiting overlaps: up to ${plural(fast.totals.peak, nounOf(fast))} in flight in ${name}.`
		: '';
}

const next = 'Press space to play both again.';
