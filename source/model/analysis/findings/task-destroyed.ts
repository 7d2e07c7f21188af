import {undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** A task of Python that was collected while it waited: the loop holds only a weak reference to it. */
export const taskDestroyed: Rule = model => {
	// What an interruption ends was not lost.
	const until = undisturbedUntil(model);
	return tasksOf(model)
		.filter(({endedBy, endedAt = 0}) => endedBy?.cause === 'destroyed' && endedAt <= until)
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
};
