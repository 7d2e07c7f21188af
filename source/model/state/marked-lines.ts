import type {Place} from '../../trace/event.ts';
import type {MarkedLine} from '../task.ts';
import type {LineRecord, Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {writableTask} from './writable-task.ts';

/** Adds a task to the end of the list of those at a line. Does nothing without a place. */
export function mark(records: Records, kind: MarkedLine['kind'], place: Place | undefined, task: TaskRecord): void {
	if (!place) return;
	const line = writableLine(records, kind, place);
	task.markedLine = line.index;
	task.previousAtLine = line.last;
	task.nextAtLine = -1;
	if (line.last < 0) line.first = task.index;
	else writableTask(records, line.last).nextAtLine = task.index;
	line.last = task.index;
	line.count++;
	if (task.kind === 'planned') line.planned++;
}

/** Removes a task from its line. */
export function unmark(records: Records, task: TaskRecord): void {
	if (task.markedLine < 0) return;
	const line = records.marked.writable(task.markedLine);
	if (task.previousAtLine < 0) line.first = task.nextAtLine;
	else writableTask(records, task.previousAtLine).nextAtLine = task.nextAtLine;
	if (task.nextAtLine < 0) line.last = task.previousAtLine;
	else writableTask(records, task.nextAtLine).previousAtLine = task.previousAtLine;
	line.count--;
	if (task.kind === 'planned') line.planned--;
	task.markedLine = -1;
	task.previousAtLine = -1;
	task.nextAtLine = -1;
}

function writableLine({marked, markedAt}: Records, kind: MarkedLine['kind'], place: Place): LineRecord {
	const known = markedAt[kind].get(place);
	if (known >= 0 && known < marked.size) return marked.writable(known);
	const {file, line} = place;
	const id = `${kind} ${line} ${file}`;
	const added = {id, index: marked.size, kind, file, line, count: 0, planned: 0, first: -1, last: -1};
	marked.add(added);
	markedAt[kind].set(place, added.index);
	return added;
}

/** Returns the lines that are marked now, in the order in which each was first marked. */
export function markedLines({marked, tasks}: Records): Iterable<MarkedLine> {
	return {
		*[Symbol.iterator]() {
			for (const {index, kind, file, line, count, planned, first} of marked.values()) {
				if (count === 0) continue;
				const chain = {
					*[Symbol.iterator]() {
						for (let at = first; at >= 0; at = tasks.at(at).nextAtLine) yield tasks.at(at);
					},
				};
				yield {kind, file, line, count, planned, tasks: chain, has: ({id}) => tasks.get(id)?.markedLine === index};
			}
		},
	};
}
