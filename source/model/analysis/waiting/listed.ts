import type {Model} from '../../model.ts';
import type {WaitGrouping} from '../../projections/wait-groups.ts';
import type {WaitRow} from '../../projections/waits.ts';
import {ageOf, waitRows} from '../../projections/waits.ts';
import type {Finding} from '../findings/finding.ts';
import {lineOf} from '../findings/places.ts';
import {stuckTasks} from './stuck-tasks.ts';

/** What the rows are sorted by, after those that are stuck. */
export type WaitOrder = 'oldest' | 'now' | 'p99' | 'left';

/** A row of waits, with the worst finding that reports it as stuck. */
export type ListedWait = WaitRow & {readonly finding?: Finding | undefined};

/** How the rows are grouped, sorted and filtered. `filter`: a text that a row has to contain. */
export type WaitList = {readonly grouping: WaitGrouping; readonly order: WaitOrder; readonly filter: string};

/**
 * Returns the open waits of a run in the order of the list, stuck ones first. Ages are compared in whole seconds,
 * because rows would otherwise change places in every frame.
 */
export function listWaits(
	model: Model,
	findings: readonly Finding[],
	{grouping, order, filter}: WaitList,
): readonly ListedWait[] {
	const stuck = stuckTasks(model, findings);
	/** The rows of what is wrong come before those of the calls that wait for them. */
	const urgency = ({finding, place}: ListedWait) =>
		finding === undefined ? 0 : lineOf(finding.place) === lineOf(place) ? 2 : 1;
	const words = filter.toLowerCase();
	return waitRows(model, grouping)
		.filter(row => textOf(row).toLowerCase().includes(words))
		.map((row): ListedWait => {
			const one = stuck.size === 0 ? undefined : row.tasks.find(({id}) => stuck.has(id));
			return one ? {...row, finding: stuck.get(one.id)} : row;
		})
		.sort((one, other) => urgency(other) - urgency(one) || keys[order](model, other) - keys[order](model, one));
}

const textOf = ({place, function: name, target}: WaitRow): string => `${place.file}:${place.line} ${name} ${target}`;

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000);

const keys: Readonly<Record<WaitOrder, (model: Model, row: WaitRow) => number>> = {
	oldest: (model, row) => wholeSeconds(ageOf(model, row)),
	now: (_, {tasks}) => tasks.length,
	p99: (_, {past}) => past?.p99 ?? -1,
	left: (model, {past, since}) => wholeSeconds(model.at - (past?.leftAt ?? since)),
};
