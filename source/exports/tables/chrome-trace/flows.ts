import {microseconds} from '../../../model/microseconds.ts';
import type {Model} from '../../../model/model.ts';
import type {Span, Task} from '../../../model/task.ts';
import type {ChromeEvent} from './event.ts';
import type {Tracks} from './tracks.ts';

/**
 * Returns the awaits as arrows: from the moment at which a lane starts to await another one to that other lane, and
 * from its end back to where the first lane resumes. `first`: the first unused id.
 */
export function flows(model: Model, tracks: Tracks, first: number): readonly ChromeEvent[] {
	const events: ChromeEvent[] = [];
	let id = first;
	const arrow = (name: string, from: Point, to: Point) => {
		const common = {name, cat: 'await', pid: tracks.pid, id: id++};
		events.push({ph: 's', ...common, ...from}, {ph: 'f', bp: 'e', ...common, ...to});
	};
	for (const task of tracks.lanes) {
		const tid = tracks.of(task.id) as number;
		const awaited = new Set<string>();
		for (const [index, span] of task.spans.slice().entries()) {
			for (const other of awaitedIn(model, tracks, span)) {
				const track = tracks.of(other.id) as number;
				const startsAt = Math.max(span.from, other.startedAt ?? 0);
				if (!awaited.has(other.id) && startsAt < (other.endedAt ?? model.at)) {
					arrow('await', {tid, ts: microseconds(span.from)}, {tid: track, ts: microseconds(startsAt)});
				}
				awaited.add(other.id);
				const resumes = task.spans.at(index + 1)?.state === 'running' ? span.to : undefined;
				if (resumes === undefined || !endedWithin(other, span)) continue;
				arrow('result', {tid: track, ts: lastMoment(other)}, {tid, ts: microseconds(resumes)});
			}
		}
	}
	return events;
}

type Point = {readonly tid: number; readonly ts: number};

/** Returns the lanes that a lane awaits during a span, without duplicates. */
function awaitedIn(model: Model, tracks: Tracks, {waitsFor: on}: Span): readonly Task[] {
	const ids = on?.kind === 'task' ? [on.task] : on?.kind === 'join' ? new Set(on.tasks) : [];
	return [...ids].flatMap(id => {
		const task = model.tasks.get(id);
		return task?.startedAt !== undefined && tracks.of(id) !== undefined ? [task] : [];
	});
}

function endedWithin({endedAt}: Task, {from, to}: Span): boolean {
	return endedAt !== undefined && to !== undefined && endedAt >= from && endedAt <= to;
}

/** The last microsecond of the last slice: its very end could belong to another slice. */
function lastMoment({spans, endedAt = 0}: Task): number {
	return Math.max(microseconds(spans.at(-1)?.from ?? endedAt), microseconds(endedAt) - 1);
}
