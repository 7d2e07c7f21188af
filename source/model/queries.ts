import type {Model, Task} from './model.ts';

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
