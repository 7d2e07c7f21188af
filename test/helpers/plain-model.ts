import type {Model} from '../../source/model/model.ts';
import type {Site} from '../../source/model/sites.ts';
import type {Task} from '../../source/model/task.ts';

/**
 * Converts a model to plain data for comparison: its tables become maps, its marked lines the ids of their tasks.
 * Includes what records store beyond the fields of a model.
 */
export function plain(model: Model): object {
	return {
		...model,
		tasks: new Map(Array.from(model.tasks, ([id, task]) => [id, plainTask(task)])),
		lanes: model.lanes.map(plainTask),
		settled: model.settled.map(plainTask),
		requests: new Map(model.requests),
		sites: plainSites(model),
		thread: {...model.thread, busy: model.thread.busy.slice()},
		suspects: plainSuspects(model),
		marked: Array.from(model.marked, ({kind, file, line, count, tasks}) => ({
			...{kind, file, line, count},
			tasks: Array.from(tasks, ({id}) => id),
		})),
	};
}

/**
 * Converts the aggregates to plain data, with the ids of the open calls. Without indexes, which are others in a window.
 * A later moment has more seconds of a rate.
 */
export function plainSites({sites}: Model): object {
	const {functions, lines, lags, failed, openCalls} = sites;
	const plainSite = ({took, waited, onThread, perSecond, ...site}: Site) => ({
		...{...site, index: undefined, first: undefined, last: undefined},
		...{took: took.toData(), waited: waited.toData(), held: onThread.toData(), perSecond: [...perSecond]},
		openCalls: Array.from(openCalls(site), ({id}) => id),
	});
	return {
		functions: [...functions.values()].filter(({started}) => started > 0).map(plainSite),
		lines: Array.from(lines.values(), line => ({...line, waited: line.waited.toData()})),
		lags: (lags as Site['took']).toData(),
		failed,
	};
}

/** Converts the suspects to the ids of their tasks. */
function plainSuspects({suspects}: Model): object {
	const {destroyed, starving, awaitedByYounger, requests, failedJoins} = suspects;
	const ids = [destroyed(), starving(), awaitedByYounger(), requests()].map(tasks => tasks.map(({id}) => id));
	return [...ids, failedJoins().map(({task, span}) => ({id: task.id, span}))];
}

/** Later moments share the list of calls, so it is cut to the calls counted so far. */
function plainTask(task: Task): Task {
	const {called, calls} = task as Task & {readonly called?: readonly number[]; readonly calls?: number};
	const lists = {spans: task.spans.slice(), requests: task.requests.slice()};
	return {...task, ...lists, ...(called && {called: called.slice(0, calls)})} as Task;
}
