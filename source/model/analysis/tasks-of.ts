import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

const known = new WeakMap<Model, readonly Task[]>();

/** Returns all tasks of a model in order of creation. Cached for all rules, as there can be hundreds of thousands. */
export function tasksOf(model: Model): readonly Task[] {
	let tasks = known.get(model);
	if (!tasks) {
		tasks = [...model.tasks.values()];
		known.set(model, tasks);
	}
	return tasks;
}
