import {joinAnd} from '../../text/join.ts';
import {plural} from '../../text/plural.ts';
import {seconds} from '../format-duration.ts';
import {formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';
import type {ThreadShares} from '../projections/thread-use.ts';
import {nameOf, nounOf} from '../queries.ts';
import type {Task} from '../task.ts';
import type {Block} from './blocks.ts';
import type {CouldOverlap} from './could-overlap.ts';
import type {Forecast} from './forecast.ts';

/** The precision of the remainder of a share that has this precision. */
export const opposite = {exact: 'exact', 'at most': 'at least', 'at least': 'at most'} as const;

/** Formats a share with its precision: `at most 40%`. */
export function bounded(is: ThreadShares['is'], share: string): string {
	return is === 'exact' ? share : `${is} ${share}`;
}

/**
 * Formats calls that could overlap: `weather and news: neither is given the other's result. Started together they may
 * take 0.40 s instead of 0.70 s (forecast).`
 */
export function formatCouldOverlap({calls, took, forecast}: CouldOverlap): string {
	const names = calls.map(({name}) => name);
	const whose = names.length === 2 ? "neither is given the other's result" : "none is given another's result";
	return `${joinAnd(names)}: ${whose}. Started together they may take ${seconds(forecast)} instead of ${seconds(took)} (forecast).`;
}

/** Formats the total if all tasks are started together, measured or forecast. */
export function formatForecast({makespan, measured}: Forecast): string {
	return measured === undefined
		? ` Started together they may take ${seconds(makespan)} (forecast).`
		: ` Started together they took ${seconds(measured)}.`;
}

/** Formats a block: `report blocked the thread for 0.40 s at app.py:7, while 2 others were in flight.` */
export function formatBlock(model: Model, block: Block, others: number): string {
	const who = nameOf(model, model.tasks.get(block.task ?? '')) ?? 'Code outside any async function';
	const where = block.place ? ` at ${block.place.file}:${block.place.line}` : '';
	const meanwhile = `${plural(others, 'other')} ${others === 1 ? 'was' : 'were'}`;
	return `${who} blocked the thread for ${seconds(block.ms)}${where}, while ${meanwhile} in flight.`;
}

/** Suggests what to do about a block. It depends on whether the code computed, if that was measured. */
export function formatRemedy({model, block}: {readonly model: Model; readonly block?: Block | undefined}): string {
	const python = model.description.language === 'python';
	const compute = `Move what it computes to a ${python ? 'process' : 'worker'}.`;
	const sleep = `Use the async call${python ? ', or asyncio.to_thread' : ''}.`;
	return block?.computed === undefined
		? `${compute.slice(0, -1)}, or use the async call.`
		: block.computed
			? compute
			: sleep;
}

/**
 * Formats what waits at the end of a run, without a period: `get waits at app.py:7, and nothing can wake it`; `3 calls
 * wait, such as get at app.py:7, and nothing can wake them`.
 */
export function formatStuck(model: Model): string {
	const open = innermostOpen(model);
	const stuck = open.at(-1) ?? model.lanes.findLast(({endedAt}) => endedAt === undefined);
	const at = stuck?.place ? ` at ${stuck.place.file}:${stuck.place.line}` : '';
	if (open.length > 1)
		return `${plural(open.length, nounOf(model))} wait, such as ${stuck?.name}${at}, and nothing can wake them`;
	return `${open[0]?.name ?? 'the top level'} waits${at}, and nothing can wake it`;
}

/** Returns the open lanes without an open call: those that their callers wait for. */
function innermostOpen({lanes}: Model): readonly Task[] {
	const open = lanes.filter(
		({kind, startedAt, endedAt}) => kind !== 'program' && startedAt !== undefined && endedAt === undefined,
	);
	const callers = new Set(open.map(({parent}) => parent));
	return open.filter(({id}) => !callers.has(id));
}

/** Formats that a run was stopped, and by whom or what. `total`: ms from its start. */
export function formatStopped(model: Model, total: number): string {
	const when = model.startedAt === undefined ? 'before it started' : `after ${seconds(total)}`;
	const stopper = stopperOf(model);
	return stopper === undefined
		? `Its process ended ${when} without a report, as after SIGTERM or SIGKILL.`
		: `Stopped ${when}, by ${stopper}.`;
}

/** Returns who or what stopped a run. Undefined if that is not known: only the parent of a process learns it. */
function stopperOf({end, exit}: Model): string | undefined {
	if (end?.outcome === 'cancelled') return 'you';
	if (end?.error?.name === 'KeyboardInterrupt') return end.error.name;
	if (/\bmemory\b/.test(end?.error?.message ?? '')) return 'its memory limit';
	return exit?.signal ?? undefined;
}

/** Formats an error. The name of a bare `Error` adds nothing to its message. */
export function reasonOf(error: NonNullable<NonNullable<Model['end']>['error']>): string {
	return error.name === 'Error' && error.message !== '' ? (error.message.split('\n')[0] ?? '') : formatFailure(error);
}

/** Adds a period to a text, unless it already ends a sentence. */
export const withPeriod = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
