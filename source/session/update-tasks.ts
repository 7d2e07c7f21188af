import type {TaskAction} from './action.ts';
import {clamp} from './clamp.ts';
import type {Session, SessionTask} from './session.ts';

/** The bounds of latencies and of the number of tasks, and the values of the what-ifs. Times are in ms. */
const bounds = {latency: [100, 60_000], tasks: 10_000, block: 500, timeout: 1000} as const;

/** Changes the planned tasks, or shows a notice that says why it cannot. The caller starts the run. */
export function updateTasks(session: Session, action: TaskAction): Session {
	if (!hasTasks(session)) {
		return {...session, notice: programNotices[action.type]};
	}

	switch (action.type) {
		case 'change-latency':
			return isMeasured(session)
				? {...session, notice: measuredNotices.latency}
				: changeSelected(session, task => withLatency(task, (task.latency ?? 0) + action.by));
		case 'what-if':
			return isMeasured(session) && action.change !== 'timeout'
				? {...session, notice: measuredNotices[action.change]}
				: changeSelected(session, task => toggleWhatIf(task, action.change));
		case 'add-task':
			return addTask(session);
		case 'remove-task':
			return removeTask(session);
	}
}

/** Why these keys do not work on a program that runs unchanged. */
export const programNotices = {
	'change-latency': 'Latencies cannot be changed here: this program runs unchanged.',
	'what-if': 'No what-if here: this program runs unchanged.',
	'add-task': 'Calls cannot be added: this program runs unchanged.',
	'remove-task': 'Calls cannot be removed: this program runs unchanged.',
	cancel: 'Calls cannot be cancelled from here: this program runs unchanged.',
	limit: 'The limit cannot be changed: this program runs unchanged.',
	seed: 'No seed here: this program runs unchanged. Press r to run it again.',
} as const satisfies Record<TaskAction['type'] | 'cancel' | 'limit' | 'seed', string>;

/** Why these keys do not work on tasks that use the real network and clock. */
export const measuredNotices = {
	latency: 'Latencies of real tasks cannot be changed. Press r to run them again.',
	seed: 'Real tasks have no seed. Press r to run them again.',
	fails: 'Real tasks cannot be made to fail. Press t for a time limit.',
	blocks: 'Real tasks cannot be made to block.',
} as const;

/** Whether the tasks are real, so that their latencies cannot be chosen. */
export function isMeasured({tasks}: Session): boolean {
	return tasks.some(({latency}) => latency === undefined);
}

/** Whether there are planned tasks. A program that runs unchanged has none. */
export function hasTasks({tasks}: Session): boolean {
	return tasks.length > 0;
}

function changeSelected(session: Session, change: (task: SessionTask) => SessionTask): Session {
	const tasks = session.tasks.map((task, index) => (index === session.selected ? change(task) : task));
	return {...session, tasks};
}

/** Sets the latency. A time limit stays at half of it. */
export function withLatency(task: SessionTask, wanted: number): SessionTask {
	const latency = clamp(wanted, ...bounds.latency);
	return {...task, latency, ...(task.timeout !== undefined && {timeout: half(latency)})};
}

function toggleWhatIf(task: SessionTask, change: 'fails' | 'timeout' | 'blocks'): SessionTask {
	if (task[change] !== undefined) {
		const {[change]: _dropped, ...rest} = task;
		return rest;
	}

	const timeout = task.latency === undefined ? bounds.timeout : half(task.latency);
	const value = {fails: true, timeout, blocks: bounds.block}[change];
	return {...task, [change]: value};
}

/** Whether any what-if is set: a task fails, times out or blocks. */
export function hasWhatIfs({tasks}: Pick<Session, 'tasks'>): boolean {
	return whatIfCount({tasks}) > 0;
}

/** Returns the number of what-ifs of all tasks. Cached per list, because every frame needs it. */
export function whatIfCount({tasks}: Pick<Session, 'tasks'>): number {
	const known = counts.get(tasks);
	if (known !== undefined) {
		return known;
	}

	const count = tasks.reduce((sum, task) => sum + whatIfs.filter(change => task[change] !== undefined).length, 0);
	counts.set(tasks, count);
	return count;
}

const whatIfs = ['fails', 'timeout', 'blocks'] as const;
const counts = new WeakMap<Session['tasks'], number>();

/** Returns the task as planned. */
export function withoutWhatIfs({fails: _fails, timeout: _timeout, blocks: _blocks, ...task}: SessionTask): SessionTask {
	return task;
}

function addTask(session: Session): Session {
	const model = session.tasks[session.selected];
	if (!model) {
		return session;
	}

	if (session.tasks.length >= bounds.tasks) {
		return {...session, notice: `A run has at most ${bounds.tasks.toLocaleString('en-US')} tasks.`};
	}

	let number = 2;
	while (session.tasks.some(({id}) => id === `${model.of}-${number}`)) {
		number++;
	}

	const origin = session.tasks.find(({id}) => id === model.of) ?? model;
	const added = {...model, id: `${model.of}-${number}`, name: `${origin.name} ${number}`};
	const at = session.selected + 1;
	return {...session, tasks: session.tasks.toSpliced(at, 0, added), selected: at};
}

function removeTask(session: Session): Session {
	if (session.tasks.length === 1) {
		return {...session, notice: 'A run needs at least one task.'};
	}

	const tasks = session.tasks.toSpliced(session.selected, 1);
	return {...session, tasks, selected: clamp(session.selected, 0, tasks.length - 1)};
}

function half(latency: number): number {
	return Math.round(latency / 2);
}
