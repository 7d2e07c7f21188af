import type {TraceEvent} from '../../trace/event.ts';
import {incomingPhases} from '../../trace/event-parts.ts';
import type {Incoming} from '../model.ts';
import {countRoute} from './count-sites.ts';
import type {Records} from './records.ts';
import type {Writable} from './writable.ts';

type AdvancedEvent = Extract<TraceEvent, {type: 'incoming-advanced'}>;

/**
 * Moves the response to an incoming request to a later phase. Counts any other order, and a response whose lane does not
 * exist or has ended, as an inconsistency.
 */
export function advanceIncoming(records: Records, {at, task, phase, route, status}: AdvancedEvent): void {
	const {incoming, tasks, end} = records;
	const lane = tasks.get(task);
	const index = incoming.indexOf(task);
	const known = index < 0 ? undefined : incoming.at(index);
	const isLater = !known || incomingPhases.indexOf(phase) > incomingPhases.indexOf(known.phase);
	if (end || !lane || lane.endedAt !== undefined || !isLater) {
		records.inconsistencies++;
		return;
	}
	const request: Writable<Incoming> = known ? incoming.writable(index) : {id: task, phase, since: {}};
	if (!known) incoming.add(request);
	request.phase = phase;
	request.since = {...request.since, [phase]: at};
	if (route !== undefined) {
		request.route = route;
		countRoute(records, task, route);
	}
	if (status !== undefined) request.status = status;
}
