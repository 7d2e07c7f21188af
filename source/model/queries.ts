import type {Model} from './model.ts';
import type {Task} from './task.ts';

/** Returns the noun for what a run counts. */
export function nounOf({description}: Pick<Model, 'description'>): 'task' | 'call' {
	return description.form === 'program' ? 'call' : 'task';
}

/** Returns the first settled lane that was not done. Undefined if all were. */
export function firstFailure(model: Model): Task | undefined {
	return model.settled.find(task => task.state !== 'done');
}

/** Returns the task whose end decided a race. Undefined until then. */
export function winner(model: Model): Task | undefined {
	const {name} = model.description.strategy;
	return name === 'first-success' ? model.settled.find(task => task.state === 'done') : model.settled[0];
}

/** Returns where a lane of kind `thread` runs or ran. */
export function offLoop({waitsFor, spans}: Task): 'thread' | 'process' {
	const on = waitsFor ?? spans.at(-1)?.waitsFor;
	return on?.kind === 'thread' && on.what === 'process' ? 'process' : 'thread';
}

/** Returns the name that the user knows: that of the planned task which a call belongs to, or the task's own. */
export function nameOf(model: Model, task: Task | undefined): string | undefined {
	return task?.plannedTask === undefined ? task?.name : (model.tasks.get(task.plannedTask)?.name ?? task.name);
}

/**
 * Returns the longest planned task: the total cannot be shorter. Undefined once the total exceeds it, if a task may not
 * run to its end, if a latency is unknown, and if the strategy does not wait for all.
 */
export function latencyFloor({description, totals}: Model): {readonly name: string; readonly ms: number} | undefined {
	const {strategy, form} = description;
	if (form !== 'tasks' || strategy.total === 'result' || totals.settled > totals.done) return undefined;
	const {name, latency = 0} = longestTask(description) ?? {};
	return name !== undefined && latency > totals.makespan ? {name, ms: latency} : undefined;
}

type PlannedTask = Model['description']['tasks'][number];

const longestTasks = new WeakMap<Model['description'], PlannedTask | undefined>();

/**
 * Returns the longest of two or more planned tasks that all run to their ends with a known latency; otherwise undefined.
 * Cached, because the plan does not change.
 */
function longestTask(description: Model['description']): PlannedTask | undefined {
	if (!longestTasks.has(description)) {
		const {tasks} = description;
		const isCertain = tasks.every(task => task.latency !== undefined && !task.fails && task.timeout === undefined);
		const [longest] = tasks.toSorted((one, other) => (other.latency ?? 0) - (one.latency ?? 0));
		longestTasks.set(description, isCertain && tasks.length > 1 ? longest : undefined);
	}

	return longestTasks.get(description);
}

/** Returns the name of the task that an event refers to. Calls that were only counted have no name. */
export function nameOfId({tasks, counted}: Pick<Model, 'tasks' | 'counted'>, id: string): string {
	return tasks.get(id)?.name ?? (counted.length > 0 ? 'a call' : id);
}
