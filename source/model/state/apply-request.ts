import type {TraceEvent} from '../../trace/event.ts';
import {requestPhases} from '../../trace/event-parts.ts';
import type {Request} from '../model.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import type {Writable} from './writable.ts';
import {writableTask} from './writable-task.ts';

type AdvancedEvent = Extract<TraceEvent, {type: 'request-advanced'}>;

/**
 * Moves a request to a later phase, or records more bytes in the same phase. Counts any other order as an
 * inconsistency.
 */
export function advanceRequest(records: Records, event: AdvancedEvent): void {
	const {requests} = records;
	const index = requests.indexOf(event.request);
	const known = index < 0 ? undefined : requests.at(index);
	if (known && (known.phase === 'failed' || requestPhases.indexOf(event.phase) < requestPhases.indexOf(known.phase))) {
		records.inconsistencies++;
		return;
	}
	const request = known ? requests.writable(index) : openRequest(records, event);
	request.phase = event.phase;
	const since: Writable<Request['since']> = request.since;
	since[event.phase] ??= event.at;
	if (event.url !== undefined) request.url = event.url;
	if (event.method !== undefined) request.method = event.method;
	if (event.status !== undefined) request.status = event.status;
	if (event.bytes !== undefined) request.bytes = event.bytes;
	if (event.total !== undefined) request.total = event.total;
	if (event.error !== undefined) request.error = event.error;
	if (event.heldUp !== undefined) request.heldUp = event.heldUp;
}

function openRequest(records: Records, event: AdvancedEvent): Writable<Request> {
	const request: Writable<Request> = {
		id: event.request,
		...(event.task !== undefined && {task: event.task}),
		phase: event.phase,
		since: {},
	};
	records.requests.add(request);
	const task = event.task === undefined ? -1 : records.tasks.indexOf(event.task);
	if (task < 0) return request;
	const own = writableTask(records, task);
	addRequest(own, request.id);
	if (own.plannedIndex >= 0 && own.plannedIndex !== own.index)
		addRequest(writableTask(records, own.plannedIndex), request.id);
	return request;
}

function addRequest(task: TaskRecord, id: string): void {
	task.requests = task.requests.fork();
	task.requests.push(id);
}
