import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';

/** Names a task; of several with one name all but the first have a number: `move#2`. */
export function numberedName({tasks}: Model, task: Task): string {
	let nth = 1;
	for (const other of tasks.values()) {
		if (other === task || other.id === task.id) break;
		if (other.name === task.name) nth++;
	}
	return nth === 1 ? task.name : `${task.name}#${nth}`;
}

/** Lists names, at most two of them: `move`, `move and load`, `move, load and 3 more`. */
export function listed(names: readonly string[]): string {
	const [one = '', other = ''] = names;
	if (names.length <= 1) return one;
	return names.length === 2 ? `${one} and ${other}` : `${one}, ${other} and ${names.length - 2} more`;
}
