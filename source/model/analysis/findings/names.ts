import {thousands} from '../../../text/thousands.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';

/** The numbers of tasks with the same name, by id, for each name requested so far. */
const known = new WeakMap<Model, Map<string, Map<string, number>>>();

/** Names a task. Of several with one name, all but the first get a number: `move#2`. */
export function numberedName(model: Model, task: Task): string {
	let names = known.get(model);
	if (!names) {
		names = new Map();
		known.set(model, names);
	}
	let numbers = names.get(task.name);
	if (!numbers) {
		numbers = new Map();
		names.set(task.name, numbers);
		for (const {id, name} of tasksOf(model)) if (name === task.name) numbers.set(id, numbers.size + 1);
	}
	const nth = numbers.get(task.id) ?? 1;
	return nth === 1 ? task.name : `${task.name}#${nth}`;
}

/** Lists names, at most two of them: `move`, `move and load`, `move, load and 3 more`. */
export function listed(names: readonly string[]): string {
	const [one = '', other = ''] = names;
	if (names.length <= 1) return one;
	return names.length === 2 ? `${one} and ${other}` : `${one}, ${other} and ${thousands(names.length - 2)} more`;
}
