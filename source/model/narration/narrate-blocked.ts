import {plural} from '../../text/plural.ts';
import {blockerOf, now, stateOf} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {nameOf, nounOf} from '../queries.ts';
import type {Draft} from './wording.ts';

/** Narrates a blocked loop. Undefined while the loop is free. */
export function narrateBlocked(model: Model): Draft | undefined {
	const holder = blockerOf(model);
	if (!holder) return undefined;
	const {blocked} = model.thread;
	const task = holder.task === undefined ? undefined : model.tasks.get(holder.task);
	const name = nameOf(model, task) ?? blocked?.inside ?? 'the program';
	const where = blocked?.place
		? ` at ${blocked.place.file}:${blocked.place.line}`
		: blocked && task?.place
			? `, after ${task.place.file}:${task.place.line}`
			: '';
	const ready = readyCount(model);
	const others = ready > 0 ? `${plural(ready, `ready ${nounOf(model)}`)} cannot run` : 'nothing else can run';
	const time = seconds(now(model) - holder.since);
	return {
		role: 'fail',
		texts: [
			`BLOCKED by ${name} for ${time}${where}; ${others}.`,
			`BLOCKED by ${name} for ${time}; ${others}.`,
			`BLOCKED for ${time}: ${others}.`,
		],
	};
}

/** With more tasks than this, those that are ready are not counted. */
const manyTasks = 1000;

function readyCount(model: Model): number {
	return model.lanes.length > manyTasks ? 0 : model.lanes.filter(task => stateOf(model, task) === 'ready').length;
}
