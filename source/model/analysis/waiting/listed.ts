import type {Model} from '../../model.ts';
import type {WaitGrouping} from '../../projections/wait-groups.ts';
import type {WaitRow} from '../../projections/waits.ts';
import {ageOf, waitRows} from '../../projections/waits.ts';
import type {Finding} from '../findings/finding.ts';
import {stuckTasks} from './stuck-tasks.ts';

/** What the rows are in the order of, after those that are stuck. */
export type WaitOrder = 'oldest' | 'now' | 'p99' | 'left';

/** A row of waits, and the worst finding that says it is stuck. */
export type ListedWait = WaitRow & {readonly finding?: Finding | undefined};

/** How the rows are put together, ordered and filtered. `filter`: a text that a row has to contain. */
export type WaitList = {readonly grouping: WaitGrouping; readonly order: WaitOrder; readonly filter: string};

/**
 * The open waits of a run in the order in which they are listed: what is stuck first. Rows whose oldest is younger than a second keep their places, because
 * they would change them in each frame.
 */
export function listWaits(
	model: Model,
	findings: readonly Finding[],
	{grouping, order, filter}: WaitList,
): readonly ListedWait[] {
	const stuck = stuckTasks(model, findings);
	const words = filter.toLowerCase();
	return waitRows(model, grouping)
		.filter(row => textOf(row).toLowerCase().includes(words))
		.map((row): ListedWait => {
			const one = stuck.size === 0 ? undefined : row.tasks.find(({id}) => stuck.has(id));
			return one ? {...row, finding: stuck.get(one.id)} : row;
		})
		.sort(
			(one, other) =>
				Number(other.finding !== undefined) - Number(one.finding !== undefined) ||
				keys[order](model, other) - keys[order](model, one),
		);
}

const textOf = ({place, function: name, target}: WaitRow): string => `${place.file}:${place.line} ${name} ${target}`;

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000);

const keys: Readonly<Record<WaitOrder, (model: Model, row: WaitRow) => number>> = {
	oldest: (model, row) => wholeSeconds(ageOf(model, row)),
	now: (_, {tasks}) => tasks.length,
	p99: (_, {past}) => past?.p99 ?? -1,
	left: (model, {past, since}) => wholeSeconds(model.at - (past?.leftAt ?? since)),
};
