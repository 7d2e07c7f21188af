import type {TraceEvent} from '../../../trace/event.ts';
import {incomingPhases, requestPhases} from '../../../trace/event-parts.ts';

type Body<Type extends TraceEvent['type']> = Omit<Extract<TraceEvent, {type: Type}>, 'at'>;

// Taken before the program can replace it.
const {stringify} = JSON;

/**
 * Returns the compact line of a request. `task`: the short name of its task, if it has one. Undefined if the event has
 * a field that compact lines do not have.
 */
export function advancedLine(event: Body<'request-advanced'>, at: number, task: string): string | undefined {
	const {request, phase, method, url, status = '', bytes = '', total = ''} = event;
	if ((method === undefined) !== (url === undefined) || (event.error ?? event.heldUp) !== undefined) {
		return undefined;
	}

	const id = stringify(request);
	const last = url === undefined ? id : `[${id},${stringify(method)},${stringify(url)}]`;
	return `a${at},${task},${requestPhases.indexOf(phase)},${status},${bytes},${total},${last}\n`;
}

/** Returns the compact line of an incoming request. `task`: the short name of its lane. */
export function incomingLine(event: Body<'incoming-advanced'>, at: number, task: string): string {
	const {phase, status = '', route} = event;
	const last = route === undefined ? '' : `,${stringify(route)}`;
	return `i${at},${task},${incomingPhases.indexOf(phase)},${status}${last}\n`;
}
