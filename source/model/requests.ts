import type {TraceEvent} from '../trace/event.ts';
import {requestPhases} from '../trace/event.ts';
import type {Request} from './model.ts';
import type {Records, Writable} from './records.ts';

type Advanced = Extract<TraceEvent, {type: 'request-advanced'}>;

/** A request goes on to a later phase, or receives more in the same; anything else is an inconsistency. */
export function advanceRequest(records: Records, event: Advanced): void {
	const known = records.requests.get(event.request);
	if (known && (known.phase === 'failed' || requestPhases.indexOf(event.phase) < requestPhases.indexOf(known.phase))) {
		records.inconsistencies++;
		return;
	}
	const request = known ?? open(records, event);
	request.phase = event.phase;
	const since: Writable<Request['since']> = request.since;
	since[event.phase] ??= event.at;
	if (event.url !== undefined) request.url = event.url;
	if (event.status !== undefined) request.status = event.status;
	if (event.bytes !== undefined) request.bytes = event.bytes;
	if (event.total !== undefined) request.total = event.total;
	if (event.error !== undefined) request.error = event.error;
}

function open(records: Records, event: Advanced): Writable<Request> {
	const request: Writable<Request> = {
		id: event.request,
		...(event.task !== undefined && {task: event.task}),
		phase: event.phase,
		since: {},
	};
	records.requests.set(request.id, request);
	const task = event.task === undefined ? undefined : records.tasks.get(event.task);
	task?.requests.push(request.id);
	if (task?.plannedTask !== undefined && task.plannedTask !== task.id) {
		records.tasks.get(task.plannedTask)?.requests.push(request.id);
	}
	return request;
}
