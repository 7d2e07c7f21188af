import {speedup} from '../../model/analysis/comparison.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {printable} from '../../text/printable.ts';
import type {Invocation} from '../rerun-command.ts';
import {formatRerunCommand} from '../rerun-command.ts';

/**
 * Formats the three lines that stay in the terminal after quitting: what was run and its total, and how to continue.
 * `sequential`: a sequential run of this session, if there was one. `changed`: the user changed the tasks, which no
 * command line can express.
 */
export function exitSummary(
	model: Model,
	{
		sequential,
		changed = false,
		...invocation
	}: Invocation & {readonly sequential?: Model | undefined; readonly changed?: boolean} = {},
): string {
	const {scenario, strategy, form} = model.description;
	const again = formatRerunCommand(model, invocation);
	return [
		`${scenario.title}: ${form === 'program' && invocation.isUserProgram ? '' : `${strategy.title} `}${describeProgress(model)}${compareWithSequential(model, sequential)}`,
		`Run it again:  ${again}${changed ? '   (without your task changes)' : ''}`,
		'See more:      async-tui list',
	]
		.map(line => `${printable(line)}\n`)
		.join('');
}

/** The total (`2.00 s`), or why there is none. */
function describeProgress(model: Model): string {
	const {totals, result, end, startedAt, description} = model;
	const total = seconds(totals.makespan);
	if (end?.exitCode !== undefined && isUnobserved(model)) {
		return `ended with code ${end.exitCode}`;
	}
	if (description.process?.attached && (end === undefined || end.outcome === 'ok')) {
		return `observed for ${total}`;
	}
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

/** Formats `, Sequential 6.50 s (3.25x)`. Empty unless both ran and are comparable. */
function compareWithSequential(model: Model, sequential: Model | undefined): string {
	const measuredSpeedup = speedup(model, sequential);
	return sequential && measuredSpeedup !== undefined
		? `, Sequential ${seconds(sequential.totals.makespan)} (${measuredSpeedup.toFixed(2)}x)`
		: '';
}
