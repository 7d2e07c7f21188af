import {first, heap, pop, push} from '../heap.ts';
import type {Model} from '../model.ts';

/**
 * The slots of a strategy that limits how many tasks are in flight. A task takes the lowest slot that is free when it
 * starts.
 */
export type Slots = {
	/** The tasks of each slot in order of their starts, as indexes of `model.lanes`. */
	readonly tasks: readonly (readonly number[])[];
	/** The slot of a task. Undefined until it starts. */
	readonly of: (lane: number) => number | undefined;
};

/** Up to this number of tasks, each has its own lane. */
const fewTasks = 20;

/** Returns whether there are so many planned tasks that only some of them have a lane of their own. */
export function isMany({description, lanes}: Pick<Model, 'description' | 'lanes'>): boolean {
	return description.form === 'tasks' && lanes.length > fewTasks;
}

/**
 * Returns the most tasks in flight that the strategy allows, if there are too many tasks for a lane each. Undefined
 * without a limit, and with few tasks.
 */
export function slotCount({description, lanes}: Pick<Model, 'description' | 'lanes'>): number | undefined {
	if (!isMany({description, lanes})) return undefined;
	const {limit, strategy} = description;
	const most = limit ?? (strategy.name === 'sequential' ? 1 : undefined);
	return most !== undefined && most < lanes.length ? most : undefined;
}

/**
 * Returns the slots at the model's moment. There are as many as the most tasks in flight at once, and no two tasks of
 * one slot overlap.
 */
export function slots({lanes}: Pick<Model, 'lanes'>): Slots {
	const started = lanes.flatMap(({startedAt, endedAt = Number.POSITIVE_INFINITY}, lane) =>
		startedAt === undefined ? [] : [{lane, from: startedAt, to: endedAt}],
	);
	started.sort((one, other) => one.from - other.from);
	const taken = heap<{readonly to: number; readonly slot: number}>((one, other) => one.to < other.to);
	const free = heap<number>((one, other) => one < other);
	const tasks: number[][] = [];
	const of = new Map<number, number>();
	for (const {lane, from, to} of started) {
		for (let next = first(taken); next && next.to <= from; next = first(taken)) {
			push(free, next.slot);
			pop(taken);
		}
		const slot = pop(free) ?? tasks.length;
		if (slot === tasks.length) tasks.push([lane]);
		else tasks[slot]?.push(lane);
		of.set(lane, slot);
		push(taken, {to, slot});
	}
	return {tasks, of: lane => of.get(lane)};
}
