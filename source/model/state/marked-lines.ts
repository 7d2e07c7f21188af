import type {Place} from '../../trace/event.ts';
import type {MarkedLine} from '../task.ts';
import type {LineRecord, Records, TaskRecord} from './records.ts';
import {writableTask} from './task-record.ts';

/** Adds a task to the end of the list of those at a line. Does nothing without a place. */
export function mark(records: Records, kind: MarkedLine['kind'], place: Place | undefined, task: TaskRecord): void {
	if (!place) return;
	const line = writableLine(records, kind, place);
	task.marks = line.index;
	task.before = line.last;
	task.after = -1;
	if (line.last < 0) line.first = task.index;
	else writableTask(records, line.last).after = task.index;
	line.last = task.index;
	line.count++;
	if (task.kind === 'planned') line.planned++;
}

/** Removes a task from its line. */
export function unmark(records: Records, task: TaskRecord): void {
	if (task.marks < 0) return;
	const line = records.marked.own(task.marks);
	if (task.before < 0) line.first = task.after;
	else writableTask(records, task.before).after = task.after;
	if (task.after < 0) line.last = task.before;
	else writableTask(records, task.after).before = task.before;
	line.count--;
	if (task.kind === 'planned') line.planned--;
	task.marks = -1;
	task.before = -1;
	task.after = -1;
}

function writableLine({marked}: Records, kind: MarkedLine['kind'], {file, line}: Place): LineRecord {
	const id = `${kind} ${line} ${file}`;
	const known = marked.indexOf(id);
	if (known >= 0) return marked.own(known);
	const added = {id, index: marked.size, kind, file, line, count: 0, planned: 0, first: -1, last: -1};
	marked.add(added);
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
						for (let at = first; at >= 0; at = tasks.at(at).after) yield tasks.at(at);
					},
				};
				yield {kind, file, line, count, planned, tasks: chain, has: ({id}) => tasks.get(id)?.marks === index};
			}
		},
	};
}
