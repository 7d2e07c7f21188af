import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';

/** The numbers of the tasks of one name, by id, of those names that were asked for. */
const known = new WeakMap<Model, Map<string, Map<string, number>>>();

/** Names a task; of several with one name all but the first have a number: `move#2`. */
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
	return names.length === 2 ? `${one} and ${other}` : `${one}, ${other} and ${names.length - 2} more`;
}
