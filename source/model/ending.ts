import {compare} from './comparison.ts';
import {seconds, times} from './duration.ts';
import type {Model, Task} from './model.ts';
import type {Narration} from './narration.ts';
import {counted, endOf, firstFailure, fitting, theOther, winner} from './wording.ts';

/** What came of the run, and what to try next. */
export function sayEnd(model: Model, previous: Model | undefined): Narration {
	const {end, result, totals} = model;
	if (end && end.outcome !== 'ok' && end.outcome !== 'failed') return sayBrokenOff(model, end.outcome);
	if (!result || (end?.outcome === 'failed' && result.outcome === 'done')) return sayEngineFailed(model);
	if (result.outcome !== 'done') return sayFailure(model);
	if (model.description.strategy.total === 'result') return sayRace(model);
	if (totals.done < model.planned.length) return saySettledAll(model);
	return {role: 'done', text: sayTotal(model, previous)};
}

function sayBrokenOff(model: Model, outcome: 'cancelled' | 'stalled' | 'exited' | 'killed'): Narration {
	const at = seconds(elapsed(model, model.end?.at));
	const open = model.planned.length - model.settled.length;
	const reason = model.end?.error?.message;
	const again = 'Press r to run again.';
	const lost = open > 0 ? `; ${counted(open, 'task')} never settled` : '';
	switch (outcome) {
		case 'cancelled':
			return {
				role: 'muted',
				text: `Cancelled at ${at}${lost || `: ${counted(model.totals.cancelled, 'task')} stopped when told to`}.  ${again}`,
			};
		case 'stalled': {
			const stuck = model.planned.find(task => task.endedAt === undefined);
			const who = open > 1 ? counted(open, 'task') : (stuck?.name ?? 'the strategy');
			const whom = `nothing is left that could wake ${who}`;
			return {role: 'fail', text: fitting(`Stalled at ${at}: ${whom}.  ${again}`, `Stalled at ${at}.  ${again}`)};
		}
		case 'exited': {
			const code = typeof model.exit?.code === 'number' ? ` with code ${model.exit.code}` : '';
			return {role: 'fail', text: `The program ended its own process${code} at ${at}${lost}.  ${again}`};
		}
		case 'killed': {
			const signal = model.exit?.signal ? ` (${model.exit.signal})` : '';
			return {
				role: 'fail',
				text: fitting(
					...(reason === undefined
						? []
						: [`Killed at ${at}: ${reason}${lost}.  ${again}`, `Killed at ${at}: ${reason}.  ${again}`]),
					`Killed at ${at}${signal}${lost}.  ${again}`,
				),
			};
		}
	}
}

function sayEngineFailed(model: Model): Narration {
	const error = model.end?.error;
	const why = error ? `: ${error.message.split('\n')[0] ?? ''}` : '';
	return {role: 'fail', text: fitting(`The run failed${why}  Press r to run again.`, `The run failed${why}`)};
}

/** The strategy failed, or was cancelled through one of its tasks. */
function sayFailure(model: Model): Narration {
	const {description, planned, result} = model;
	const {name, title} = description.strategy;
	const culprit = firstFailure(model);
	if (!culprit) {
		const why = result?.error?.message.split('\n')[0] ?? 'it threw';
		return {
			role: 'fail',
			text: fitting(`${title} failed: ${why}.  Press r to run again.`, `${title} failed.  Press r to run again.`),
		};
	}
	if (name === 'first-success') {
		return {
			role: 'fail',
			text: `All ${planned.length} failed, so there is no first success.  Press 7 to hear each of them.`,
		};
	}
	const what = endOf(culprit);
	const press = nextAfterFailure[name] ?? 'Press 7 to keep all results.';
	const sentences = aftermath(model, culprit).map(more => `${what}${more}.  ${press}`);
	return {role: 'fail', text: fitting(...sentences, `${what}.  ${press}`, press)};
}

/** What became of the others, in more and in fewer words. */
function aftermath({planned, totals, ...model}: Model, culprit: Task): readonly string[] {
	const orphans = planned.filter(task => task.orphan && task !== culprit && task.state !== 'cancelled');
	if (orphans.length > 0) {
		const last = Math.max(...orphans.map(task => task.endedAt ?? 0));
		const others = `; ${theOther(orphans.length)} ran on`;
		return [`${others} to ${seconds(elapsed(model, last))}, unheard`, `${others}, unheard`];
	}
	const cancelled = totals.cancelled - (culprit.state === 'cancelled' ? 1 : 0);
	if (cancelled > 0) return [`; the group cancelled ${theOther(cancelled)}`];
	return totals.queued > 0 ? [`; ${counted(totals.queued, 'task')} never started`] : [];
}

const nextAfterFailure: Readonly<Record<string, string>> = {
	race: 'Press 6: a failure does not decide.',
	'task-group': 'Press 2: there they run on.',
};

function sayRace(model: Model): Narration {
	const first = winner(model);
	const {makespan} = model.totals;
	if (!first) return {role: 'done', text: `FINISHED in ${seconds(makespan)}.  Press 2 to wait for all.`};
	const orphans = model.planned.filter(task => task.orphan);
	const last = Math.max(0, ...orphans.map(task => task.endedAt ?? 0));
	const verb = model.description.strategy.name === 'first-success' ? 'succeeded first' : 'won';
	const what = `FINISHED: ${first.name} ${verb}, in ${seconds(makespan)}`;
	if (orphans.length === 0) return {role: 'done', text: fitting(`${what}.  Press 2 to wait for all.`, `${what}.`)};
	const ranOn = `; ${theOther(orphans.length)} ran on`;
	return {
		role: 'done',
		text: fitting(
			`${what}${ranOn} to ${seconds(elapsed(model, last))}: racing is not cancelling.  Press 2.`,
			`${what}${ranOn}: racing is not cancelling.  Press 2.`,
			`${what}${ranOn}.  Press 2.`,
			`${what}.`,
		),
	};
}

/** The strategy has what it wanted, though some tasks did not end well. */
function saySettledAll(model: Model): Narration {
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
		text: fitting(
			`${what}, and no result was lost.  Press 2: one failure ends that.`,
			`${what}.  Press 2: one failure ends it.`,
		),
	};
}

/** All went well: what the total is made of. */
function sayTotal(model: Model, previous: Model | undefined): string {
	const {makespan, sum, longest} = model.totals;
	const what = `FINISHED in ${seconds(makespan)}`;
	const press = nextAfter(model, previous);
	if (model.planned.length === 0) return 'FINISHED: there was no task to do.  Press / to find a scenario.';
	if (model.planned.length === 1) return `${what}: with one task there is nothing to overlap.  Press a to add another.`;
	const block = longestBlock(model);
	if (block) return fitting(`${what}, with the thread held for ${block} of it.  ${press}`, `${what}.  ${press}`);
	const compared = compare(model, previous);
	const then =
		compared?.ratio !== undefined && compared.ratio > 1.02
			? `: ${times(compared.ratio)} the speed of ${compared.previous.title}`
			: '';
	const asLong = near(makespan, longest);
	if (near(makespan, sum)) {
		return asLong
			? `${what}.  ${press}`
			: fitting(`${what} — the sum of all latencies.  ${press}`, `${what}.  ${press}`);
	}
	if (model.description.strategy.name === 'as-completed') {
		const first = model.settled[0]?.endedAt;
		return fitting(
			`${what}; the first result was there at ${seconds(elapsed(model, first))}.  ${press}`,
			`${what}.  ${press}`,
		);
	}
	if (asLong) {
		return then
			? fitting(`${what}${then}, as long as the longest task.  ${press}`, `${what}${then}.  ${press}`)
			: fitting(`${what} — as long as the longest task, not the sum.  ${press}`);
	}
	const between = `longest task ${seconds(longest)}, sum ${seconds(sum)}`;
	return fitting(`${what}${then || `: ${between}`}.  ${press}`, `${what}.  ${press}`);
}

function nextAfter(model: Model, previous: Model | undefined): string {
	const {strategy, limit} = model.description;
	switch (strategy.name) {
		case 'sequential':
			return 'Press 2 to wait for them together.';
		case 'concurrent':
			return previous?.description.strategy.name === 'sequential'
				? 'Press 3 to set a limit.'
				: 'Press 1 to feel the difference.';
		case 'limited':
			return limit !== undefined && limit < model.planned.length
				? 'Press + to raise the limit.'
				: 'Press - to lower the limit.';
		case 'batched':
			return 'Press 3: there nobody waits for a batch.';
		case 'all-settled':
		case 'task-group':
			return 'Press f to let one fail.';
		case 'as-completed':
			return 'Press 2: all at the end.';
		default:
			return 'Press r to run again.';
	}
}

/** The longest block, in words, if it is long enough to have changed the picture. */
function longestBlock(model: Model): string | undefined {
	const ms = Math.max(0, ...model.thread.blocks.map(({from, to}) => to - from));
	return ms >= 100 ? seconds(ms) : undefined;
}

function near(a: number, b: number): boolean {
	return Math.abs(a - b) <= Math.max(25, 0.02 * b);
}

function elapsed(model: Pick<Model, 'at' | 'startedAt'>, at: number | undefined): number {
	return Math.max(0, (at ?? model.at) - (model.startedAt ?? 0));
}
