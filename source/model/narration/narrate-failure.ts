import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model, Task} from '../model.ts';
import type {Narration} from './narrate.ts';
import {counted, firstFailure, firstFitting, formatCancelled, formatTaskEnd, nounOf, theOthers} from './wording.ts';

/** The run ended before the strategy could. */
export function narrateInterruption(model: Model, outcome: 'cancelled' | 'stalled' | 'exited' | 'killed'): Narration {
	const at = seconds(sinceStart(model, model.end?.at));
	const open = model.totals.inFlight + model.totals.queued;
	const noun = nounOf(model);
	const reason = model.end?.error?.message;
	const again = 'Press r to run again.';
	const lost = open > 0 ? `; ${counted(open, noun)} never settled` : '';
	switch (outcome) {
		case 'cancelled': {
			// Said by an engine that could not wait for the tasks to stop by themselves.
			const forced = model.end?.error?.name === 'Cancelled' ? reason : undefined;
			const how = forced ?? `${counted(model.totals.cancelled, noun)} stopped on request`;
			return {
				role: 'muted',
				text: firstFitting(
					`Cancelled at ${at}${lost || `: ${how}`}.  ${again}`,
					`Cancelled at ${at}${lost}.  ${again}`,
				),
			};
		}
		case 'stalled': {
			// Of a program the last one is the innermost: its callers wait for it.
			const stuck = model.lanes.findLast(task => task.endedAt === undefined);
			const who =
				open > 1
					? counted(open, noun)
					: (stuck?.name ?? `the ${model.description.form === 'program' ? 'program' : 'strategy'}`);
			const whom = `nothing can wake ${who}`;
			return {role: 'fail', text: firstFitting(`Stalled at ${at}: ${whom}.  ${again}`, `Stalled at ${at}.  ${again}`)};
		}
		case 'exited': {
			const code = typeof model.exit?.code === 'number' ? ` with code ${model.exit.code}` : '';
			return {role: 'fail', text: `The program exited${code} at ${at}${lost}.  ${again}`};
		}
		case 'killed': {
			const signal = model.exit?.signal ? ` (${model.exit.signal})` : '';
			return {
				role: 'fail',
				text: firstFitting(
					...(reason === undefined
						? []
						: [`Killed at ${at}: ${reason}${lost}.  ${again}`, `Killed at ${at}: ${reason}.  ${again}`]),
					`Killed at ${at}${signal}${lost}.  ${again}`,
				),
			};
		}
	}
}

/** The engine, or the program outside its tasks, failed. */
export function narrateEngineFailure(model: Model): Narration {
	const error = model.end?.error;
	const why = error ? `: ${error.message.split('\n')[0] ?? ''}` : '';
	if (model.runtime === undefined && model.description.language === 'python') {
		return {role: 'fail', text: 'Python cannot run here, see above.  Press p for another language.'};
	}
	return {role: 'fail', text: firstFitting(`The run failed${why}  Press r to run again.`, `The run failed${why}`)};
}

/** The strategy failed, or was cancelled through one of its tasks. */
export function narrateFailure(model: Model): Narration {
	const {description, lanes, result} = model;
	const {name, title} = description.strategy;
	const culprit = firstFailure(model);
	if (!culprit) {
		const why = result?.error?.message.split('\n')[0] ?? 'it threw';
		return {
			role: 'fail',
			text: firstFitting(`${title} failed: ${why}.  Press r to run again.`, `${title} failed.  Press r to run again.`),
		};
	}
	if (name === 'first-success') {
		return {
			role: 'fail',
			text: `All ${lanes.length} failed, so there is no first success.  Press 7 to see every error.`,
		};
	}
	const what = formatTaskEnd(culprit);
	const press = nextAfterFailure[name] ?? 'Press 7 to keep all results.';
	const sentences = aftermath(model, culprit).map(more => `${what}${more}.  ${press}`);
	return {role: 'fail', text: firstFitting(...sentences, `${what}.  ${press}`, press)};
}

/** What became of the others, in more and in fewer words. */
function aftermath(model: Model, culprit: Task): readonly string[] {
	const {lanes, totals} = model;
	const orphans = lanes.filter(task => task.orphan && task !== culprit && task.state !== 'cancelled');
	if (orphans.length > 0) {
		const last = Math.max(...orphans.map(task => task.endedAt ?? 0));
		const others = `; ${theOthers(orphans.length)} ran`;
		return [`${others} until ${seconds(sinceStart(model, last))}`, `${others} on`];
	}
	const cancelled = totals.cancelled - (culprit.state === 'cancelled' ? 1 : 0);
	if (cancelled > 0) return [`; ${formatCancelled(model, cancelled)}`];
	return totals.queued > 0 ? [`; ${counted(totals.queued, 'task')} never started`] : [];
}

const nextAfterFailure: Readonly<Record<string, string>> = {
	race: 'Press 6: a failure decides nothing.',
	'task-group': 'Press 7: they keep running.',
};
