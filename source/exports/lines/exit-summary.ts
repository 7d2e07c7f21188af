import {speedup} from '../../model/analysis/comparison.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {printable} from '../../text/printable.ts';
import type {Invocation} from '../rerun-command.ts';
import {formatRerunCommand} from '../rerun-command.ts';

/**
 * What stays on the normal screen after the dashboard is gone: what was run and its total, and the commands to go on with. Three
 * lines, each with its line break. `sequential` is a sequential run of this sitting, if there was one; `changed`: the user
 * has changed the tasks, which no command line can say.
 */
export function exitSummary(
	model: Model,
	{
		sequential,
		changed = false,
		...invocation
	}: Invocation & {readonly sequential?: Model | undefined; readonly changed?: boolean} = {},
): string {
	const {scenario, strategy} = model.description;
	const again = formatRerunCommand(model, invocation);
	return [
		`${scenario.title}: ${strategy.title} ${describeProgress(model)}${compareWithSequential(model, sequential)}`,
		`Run it again:  ${again}${changed ? '   (without your task changes)' : ''}`,
		'See more:      async-tui list',
	]
		.map(line => `${printable(line)}\n`)
		.join('');
}

/** `2.00 s`, or why there is no such number. */
function describeProgress({totals, result, end, startedAt, description}: Model): string {
	const total = seconds(totals.makespan);
	if (startedAt === undefined) {
		return 'did not start';
	}
	if (result?.outcome === 'failed' || end?.outcome === 'failed') {
		return `failed after ${seconds((result?.at ?? end?.at ?? startedAt) - startedAt)}`;
	}
	if (end && end.outcome !== 'ok') {
		return `${end.outcome} after ${total}`;
	}
	if (!totals.stopped) {
		return `quit after ${total}`;
	}
	return description.strategy.total === 'result' ? `${total} to the first result` : total;
}

/** `, Sequential 6.50 s (3.25x)`: only where both were run and are comparable. */
function compareWithSequential(model: Model, sequential: Model | undefined): string {
	const gain = speedup(model, sequential);
	return sequential && gain !== undefined
		? `, Sequential ${seconds(sequential.totals.makespan)} (${gain.toFixed(2)}x)`
		: '';
}
