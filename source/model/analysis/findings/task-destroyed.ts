import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** A task of Python that was collected while it waited: the loop holds only a weak reference to it. */
export const taskDestroyed: Rule = ({tasks}) =>
	[...tasks.values()]
		.filter(({endedBy}) => endedBy?.cause === 'destroyed')
		.map(task =>
			found({
				rule: 'task-destroyed',
				severity: 'error',
				proof: 'proved',
				at: task.endedAt ?? task.createdAt,
				...(task.place && {place: task.place}),
				tasks: [task],
				text: `${task.name} was destroyed while it waited at ${lineOf(task.place)}: nothing keeps a reference to its task.`,
			}),
		);
