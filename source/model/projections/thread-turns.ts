import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

/** A turn on the thread and the wait after it, in ms. */
export type Turn = {readonly onThread: number; readonly waited: number};

/**
 * Returns the life of each of these tasks as turns on the thread, its own or those of calls below it, and the waits
 * between them. No task may be below another. A task that never started has no turns. Costs one walk over the stretches
 * on the thread.
 */
export function turnsOf(model: Model, tasks: readonly Task[]): ReadonlyMap<Task, readonly Turn[]> {
	const lives = new Map(tasks.flatMap(task => (task.startedAt === undefined ? [] : [[task, lifeOf(model, task)]])));
	const owners = ownersAmong(model, new Set(lives.keys()));
	for (const {from, to = model.at, task} of model.thread.busy) {
		const owner = owners(task);
		const life = owner && lives.get(owner);
		if (life) addTurn(life, from, to);
	}
	return new Map([...lives].map(([task, life]) => [task, closeLife(life, task.cycled)]));
}

type Life = {readonly until: number; at: number; readonly turns: {onThread: number; waited: number}[]};

function lifeOf({at, end}: Model, {startedAt = 0, endedAt = end?.at ?? at}: Task): Life {
	return {until: endedAt, at: startedAt, turns: []};
}

function addTurn(life: Life, from: number, to: number): void {
	const begin = Math.max(from, life.at);
	const end = Math.min(to, life.until);
	if (end <= begin) return;
	const last = life.turns.at(-1);
	if (last && begin - life.at <= 0) last.onThread += end - begin;
	else {
		if (last) last.waited += begin - life.at;
		else if (begin > life.at) life.turns.push({onThread: 0, waited: begin - life.at});
		life.turns.push({onThread: end - begin, waited: 0});
	}
	life.at = end;
}

/** Closes a life. Turns that were too short to be reported one by one are assigned to the longest wait. */
function closeLife({until, at, turns}: Life, cycled: number): readonly Turn[] {
	const last = turns.at(-1);
	if (last) last.waited += Math.max(0, until - at);
	else turns.push({onThread: 0, waited: Math.max(0, until - at)});
	if (cycled > 0) {
		const longest = turns.reduce((one, other) => (other.waited > one.waited ? other : one));
		const onThread = Math.min(cycled, longest.waited);
		longest.onThread += onThread;
		longest.waited -= onThread;
	}
	return turns;
}

/** Returns a function that finds which of these tasks another task is, or is below. It caches its results. */
function ownersAmong(model: Model, tasks: ReadonlySet<Task>): (id: string) => Task | undefined {
	const known = new Map<string, Task | undefined>();
	const parentOf = (task: Task) => task.parent ?? (task.plannedTask === task.id ? undefined : task.plannedTask);
	return id => {
		const path: string[] = [];
		let owner: Task | undefined;
		for (let next: string | undefined = id; next !== undefined && !path.includes(next); ) {
			if (known.has(next)) {
				owner = known.get(next);
				break;
			}
			path.push(next);
			const task = model.tasks.get(next);
			if (task && tasks.has(task)) {
				owner = task;
				break;
			}
			next = task && parentOf(task);
		}
		for (const step of path) known.set(step, owner);
		return owner;
	};
}
