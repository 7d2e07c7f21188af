import type {Model, Task} from '../../source/model/model.ts';

/**
 * A model as plain data, to be compared with another: its tables as maps, its marked lines with the tasks' ids. What records
 * remember beyond what a model tells is compared, too.
 */
export function plain(model: Model): object {
	return {
		...model,
		tasks: new Map(Array.from(model.tasks, ([id, task]) => [id, known(task)])),
		lanes: model.lanes.map(known),
		settled: model.settled.map(known),
		requests: new Map(model.requests),
		thread: {...model.thread, busy: model.thread.busy.slice()},
		marked: Array.from(model.marked, ({kind, file, line, count, tasks}) => ({
			...{kind, file, line, count},
			tasks: Array.from(tasks, ({id}) => id),
		})),
	};
}

/** The list of calls is shared with later moments: it counts as far as they are counted. */
function known(task: Task): Task {
	const {called, calls} = task as Task & {readonly called?: readonly number[]; readonly calls?: number};
	const lists = {spans: task.spans.slice(), requests: task.requests.slice()};
	return {...task, ...lists, ...(called && {called: called.slice(0, calls)})} as Task;
}
