import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';

/** Returns the task with an index, for changes. Replaces it in every list, so that all lists hold the same record. */
export function writableTask(records: Records, index: number): TaskRecord {
	const before = records.tasks.at(index);
	const task = records.tasks.writable(index);
	if (task !== before) {
		const lane = records.description.form === 'program' ? records.laneOf[index] : index;
		if (lane !== undefined && lane < records.lanes.length) records.lanes[lane] = task;
		if (task.settleIndex >= 0) records.settled[task.settleIndex] = task;
	}
	return task;
}
