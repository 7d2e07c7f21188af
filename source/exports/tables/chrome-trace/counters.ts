import {formatFailure} from '../../../model/format-failure.ts';
import {microseconds} from '../../../model/microseconds.ts';
import type {Model} from '../../../model/model.ts';
import type {Args, ChromeEvent} from './event.ts';
import {at} from './slices.ts';
import type {Tracks} from './tracks.ts';

/** Returns failures, warnings and blocks as instants. */
export function instants(model: Model, tracks: Tracks): readonly ChromeEvent[] {
	const instant = (name: string, cat: string, ts: number, task: string | undefined, args: Args): ChromeEvent => {
		const tid = tracks.of(task);
		const where = tid === undefined ? ({tid: tracks.thread, s: 'p'} as const) : ({tid, s: 't'} as const);
		return {ph: 'i', name, cat, pid: tracks.pid, ts: microseconds(ts), ...where, args};
	};
	const failures = tracks.lanes.flatMap(({id, state, endedAt, error}) =>
		endedAt !== undefined && (state === 'failed' || state === 'timed out')
			? [instant(state, 'failure', endedAt, id, {error: error && formatFailure(error), line: at(error?.place)})]
			: [],
	);
	const warnings = model.warnings.map(warning =>
		instant(warning.kind, 'warning', warning.at, warning.task, {message: warning.message, line: at(warning.place)}),
	);
	const blocks = model.thread.blocks.map(({from, to, task, place}) => {
		const name = task === undefined ? undefined : (model.tasks.get(task)?.name ?? task);
		const args = {ms: to - from, by: name, line: at(place)};
		return {...instant('blocked', 'block', from, undefined, args), tid: tracks.thread, s: 't'} as ChromeEvent;
	});
	return [...failures, ...warnings, ...blocks];
}

/** Returns counters of the tasks in flight (in a program: calls that called no other) and of the lag of the loop. */
export function counters(model: Model, {pid, thread}: Tracks): readonly ChromeEvent[] {
	const counter = (name: string, ts: number, args: Readonly<Record<string, number>>): ChromeEvent => {
		return {ph: 'C', name, cat: 'counter', pid, tid: thread, ts: microseconds(ts), args};
	};
	const inFlight = changesInFlight(model).map(({moment, tasks}) => counter('in flight', moment, {tasks}));
	const {lags, beats} = model.thread;
	const lag = lags.map((ms, index) => counter('event loop lag', beats[index] ?? 0, {ms}));
	return [...inFlight, ...lag];
}

function changesInFlight({lanes, description}: Model): readonly {readonly moment: number; readonly tasks: number}[] {
	const callers = new Set(description.form === 'program' ? lanes.map(({parent}) => parent) : []);
	const changes = lanes
		.filter(({id}) => !callers.has(id))
		.flatMap(({startedAt, endedAt}) => [
			...(startedAt === undefined ? [] : [{moment: startedAt, by: 1}]),
			...(startedAt === undefined || endedAt === undefined ? [] : [{moment: endedAt, by: -1}]),
		])
		// At the same moment, an end comes before a start.
		.sort((a, b) => a.moment - b.moment || a.by - b.by);
	let tasks = 0;
	return changes.map(({moment, by}) => {
		tasks += by;
		return {moment, tasks};
	});
}
