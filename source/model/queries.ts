import type {Model} from './model.ts';
import type {Task} from './task.ts';

/** What the numbers of a run are over. */
export function nounOf({description}: Pick<Model, 'description'>): 'task' | 'call' {
	return description.form === 'program' ? 'call' : 'task';
}

/** The first planned task that did not end well. */
export function firstFailure(model: Model): Task | undefined {
	return model.settled.find(task => task.state !== 'done');
}

/** The task whose end decided a race. */
export function winner(model: Model): Task | undefined {
	const {name} = model.description.strategy;
	return name === 'first-success' ? model.settled.find(task => task.state === 'done') : model.settled[0];
}

/** Where a lane of kind `thread` runs, or has run. */
export function offLoop({waitsFor, spans}: Task): 'thread' | 'process' {
	const on = waitsFor ?? spans.at(-1)?.waitsFor;
	return on?.kind === 'thread' && on.what === 'process' ? 'process' : 'thread';
}

/** As the user knows it: the planned task that a task or call belongs to. */
export function nameOf(model: Model, task: Task | undefined): string | undefined {
	return task?.plannedTask === undefined ? task?.name : (model.tasks.get(task.plannedTask)?.name ?? task.name);
}

/**
 * The longest planned task, below which the total cannot be. Undefined once the total is above it, and where a task may not run to its end, where its
 * latency is unknown, and where the strategy does not wait for all.
 */
export function latencyFloor({description, totals}: Model): {readonly name: string; readonly ms: number} | undefined {
	const {tasks, strategy, form} = description;
	const isCertain = tasks.every(task => task.latency !== undefined && !task.fails && task.timeout === undefined);
	if (form !== 'tasks' || strategy.total === 'result' || !isCertain || tasks.length < 2) return undefined;
	if (totals.failed + totals.cancelled + totals.timedOut > 0) return undefined;
	const {name, latency = 0} = tasks.reduce((most, task) => ((task.latency ?? 0) > (most.latency ?? 0) ? task : most));
	return latency > totals.makespan ? {name, ms: latency} : undefined;
}

/** The name of a task that an event refers to. Calls that were only counted have none. */
export function nameOfId({tasks, counted}: Pick<Model, 'tasks' | 'counted'>, id: string): string {
	return tasks.get(id)?.name ?? (counted.length > 0 ? 'a call' : id);
}
