import {now, stateOf} from '../../../model/at-moment.ts';
import {formatFailure} from '../../../model/format-failure.ts';
import {microseconds} from '../../../model/microseconds.ts';
import type {Model} from '../../../model/model.ts';
import {nameOfId} from '../../../model/queries.ts';
import type {Task} from '../../../model/task.ts';
import type {Place, WaitsFor} from '../../../trace/event.ts';
import type {LaneSpan} from '../lane-spans.ts';
import {laneSpans} from '../lane-spans.ts';
import type {Args, ChromeEvent} from './event.ts';
import type {Tracks} from './tracks.ts';

/** Returns what each lane did, from its start to its end. The last slice has its outcome. */
export function laneSlices(model: Model, tracks: Tracks): readonly ChromeEvent[] {
	return tracks.lanes.flatMap(task => {
		const lived = laneSpans(model, task).filter(({kind}) => kind !== 'queued');
		return lived.map(({from, to, ...rest}, index) =>
			slice(tracks, tracks.of(task.id), rest.kind, from, to, {
				...argsOf(model, rest),
				...(index === lived.length - 1 && endOf(model, task)),
			}),
		);
	});
}

/** Returns which task was on the thread. */
export function threadSlices(model: Model, tracks: Tracks): readonly ChromeEvent[] {
	const busy = model.thread.busy.filter(({from, to}) => to !== from);
	return busy.map(({from, to = now(model), task}) => {
		const {name = task, definedAt} = model.tasks.get(task) ?? {};
		return slice(tracks, tracks.thread, name, from, to, {task, defined: at(definedAt)});
	});
}

function slice(
	{pid}: Tracks,
	tid: number | undefined,
	name: string,
	from: number,
	to: number,
	args: Args,
): ChromeEvent {
	const ts = microseconds(from);
	return {ph: 'X', name, cat: 'lane', pid, tid: tid ?? pid, ts, dur: Math.max(0, microseconds(to) - ts), args};
}

function argsOf(model: Model, {place, waitsFor}: Pick<LaneSpan, 'place' | 'waitsFor'>): Args {
	return {line: at(place), function: place?.function, waitsFor: waitsFor && inWords(model, waitsFor)};
}

function endOf(model: Model, task: Task): Args {
	return {state: stateOf(model, task), value: task.value, error: task.error && formatFailure(task.error)};
}

/** Formats `report.js:12`. */
export function at(place: Place | undefined): string | undefined {
	return place && `${place.file}:${place.line}`;
}

/** The most names in a detail. */
const maxNames = 20;

function inWords(model: Model, on: WaitsFor): string {
	const name = (id: string) => nameOfId(model, id);
	switch (on.kind) {
		case 'timer':
			return `timer ${on.ms} ms`;
		case 'task':
			return name(on.task);
		case 'join': {
			const names = on.tasks.slice(0, maxNames).map(name);
			return `${on.how} of ${on.count}: ${[...names, ...(on.tasks.length > maxNames ? ['…'] : [])].join(', ')}`;
		}
		case 'io':
			return on.what;
		case 'thread':
		case 'lock':
			return `${on.kind} ${on.what}`;
		case 'handler':
			return 'its response';
		case 'yield':
			return 'next turn';
		case 'opaque':
			return 'unknown to the runtime';
	}
}
