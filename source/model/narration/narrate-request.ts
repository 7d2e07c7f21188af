import {plural} from '../../text/plural.ts';
import type {TraceEvent} from '../../trace/event.ts';
import type {Narration} from './wording.ts';

/** Narrates how far a request of the task with this name is. */
export function narrateRequest(event: Extract<TraceEvent, {type: 'request-advanced'}>, name: string): Narration {
	const status = event.status === undefined ? '' : `, status ${event.status}`;
	const [waiting] = event.heldUp ?? [];
	if (waiting !== undefined)
		return {role: 'fail', text: `${name} did not read its response: ${waiting} waits for the connection.`};
	switch (event.phase) {
		case 'connecting':
			return {role: 'wait', text: `${name} started a request.`};
		case 'waiting':
			return {role: 'wait', text: `${name} sent its request.`};
		case 'receiving':
			return {
				role: 'wait',
				text: `${name} received ${!event.bytes ? 'the start of its response' : plural(event.bytes, 'byte')}${status}.`,
			};
		case 'received':
			return {role: 'done', text: `${name} got its response${status}.`};
		case 'failed':
			return {
				role: 'fail',
				text: `${name} got no response${event.error === undefined ? '' : `: ${event.error.split('\n')[0]}`}.`,
			};
	}
}

/** Narrates how far the response to an incoming request with this name is. */
export function narrateIncoming(
	{phase, status, route}: Extract<TraceEvent, {type: 'incoming-advanced'}>,
	name: string,
): Narration {
	const how = status === undefined ? '' : `, status ${status}`;
	switch (phase) {
		case 'routed':
			return {role: 'muted', text: `The route of ${name} is ${route ?? 'unknown'}.`};
		case 'headers':
			return {role: 'wait', text: `The response to ${name} started${how}.`};
		case 'ended':
			return {role: 'done', text: `The response to ${name} was sent${how}.`};
		case 'aborted':
			return {role: 'muted', text: `${name} was aborted: its connection closed.`};
	}
}
