import {undisturbedUntil} from '../open-waits.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** Finds Python tasks that were garbage-collected while they waited: the loop holds only a weak reference to a task. */
export const taskDestroyed: Rule = model => {
	// Tasks that end after an interruption were not lost.
	const until = undisturbedUntil(model);
	return model.suspects
		.destroyed()
		.filter(({endedAt = 0}) => endedAt <= until)
		.map(task =>
			found({
				rule: 'task-destroyed',
				severity: 'error',
				proof: 'proved',
				at: task.endedAt ?? task.createdAt,
				...(task.place && {place: task.place}),
				tasks: [task],
				text: `${task.name} was destroyed while it waited at ${lineOf(task.place)}: nothing keeps a reference to its task, so store it until it ends.`,
			}),
		);
};
