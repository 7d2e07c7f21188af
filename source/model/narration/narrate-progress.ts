import {theOthers} from '../../text/plural.ts';
import {now} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {pendingWhatIfsOf} from '../projections/what-ifs.ts';
import type {Task} from '../task.ts';
import {narrateBlocked} from './narrate-blocked.ts';
import {narrateSettling} from './narrate-settling.ts';
import {narrateWaiting} from './narrate-waiting.ts';
import type {Draft} from './wording.ts';
import {fewTasks, formatTaskEnd, stopper} from './wording.ts';

/** Narrates a run in progress. */
export function narrateProgress(model: Model): Draft {
	return (
		narrateBlocked(model) ??
		(model.result ? narrateSettling(model) : (narrateNews(model) ?? narrateWhatIfs(model) ?? narrateWaiting(model)))
	);
}

/** How long the end of a task is news, in ms. */
const newsMs = 500;

/** Narrates what the end of a task has just changed. */
function narrateNews(model: Model): Draft | undefined {
	const last = model.settled.at(-1);
	const {inFlight, queued} = model.totals;
	if (!last || model.lanes.length > fewTasks || now(model) - (last.endedAt ?? 0) > newsMs) return undefined;
	if (inFlight + queued === 0) return undefined;
	const what = formatTaskEnd(last);
	if (last.state === 'done') {
		const rest = queued > 0 ? `${inFlight} in flight, ${queued} queued` : `${inFlight} to go`;
		return {role: 'done', texts: [`${what}; ${whatFollows(model, last) ?? rest}.`, `${what}; ${rest}.`, `${what}.`]};
	}
	return {role: 'fail', texts: [`${what}${consequence(model, inFlight)}`, `${what}.`]};
}

/** Formats what a success makes possible. Undefined if nothing follows from it. */
function whatFollows(model: Model, last: Task): string | undefined {
	const {strategy, limit} = model.description;
	const {settled, queued} = model.totals;
	switch (strategy.name) {
		case 'sequential': {
			const next = model.lanes[settled];
			return next?.startedAt === undefined ? undefined : `only now ${next.name} starts`;
		}
		case 'limited': {
			const next = model.lanes.find(task => task.startedAt !== undefined && task.startedAt >= (last.endedAt ?? 0));
			return next && `${next.name} takes its slot`;
		}
		case 'batched':
			return queued > 0 && settled % (limit ?? 1) > 0 ? 'its slot stays empty until the batch ends' : undefined;
		case 'as-completed':
			return `result ${settled}, delivered at once`;
		default:
			return undefined;
	}
}

/** Formats what a failure does to a strategy that it does not settle. */
function consequence(model: Model, open: number): string {
	switch (model.description.strategy.name) {
		case 'first-success':
			return ': failures are ignored, the first success decides.';
		case 'all-settled':
			return open > 0 ? `: ${theOthers(open)} ${open === 1 ? 'is' : 'are'} still awaited.` : '.';
		case 'task-group':
			return `: the ${stopper(model)} cancels the others.`;
		default:
			return '.';
	}
}

/** Narrates the what-ifs that have not taken effect yet. Undefined if there are none. */
function narrateWhatIfs(model: Model): Draft | undefined {
	const lanes = model.lanes.length > fewTasks ? [] : model.lanes;
	const whatIfs = lanes.flatMap(task =>
		pendingWhatIfsOf(model, task).map(
			({letter, at}) => `${task.name} ${letter === 'f' ? 'fails' : 'times out'} at ${seconds(at)}`,
		),
	);
	return whatIfs.length === 0
		? undefined
		: {role: 'wait', texts: [`What if ${whatIfs.join(' and ')}?`, ...narrateWaiting(model).texts]};
}
