import {subscribe} from 'node:diagnostics_channel';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {IncomingPhase} from '../../../../trace/event.ts';
import {now} from '../clock.ts';
import type {EventBody} from '../encode.ts';
import {isObject, readProperty, readText} from '../safe-read.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Context} from '../tracing/call-stack.ts';
import type {Lane} from '../tracing/lane.ts';
import type {Lanes} from '../tracing/lanes.ts';

type Message = {readonly request: IncomingMessage; readonly response: ServerResponse};

type Incoming = {
	readonly lane: Lane;
	readonly request: IncomingMessage;
	readonly since: number;
	hasHeaders: boolean;
	isOverdue: boolean;
};

type Parts = {
	readonly emit: TraceWriter['emit'];
	readonly lanes: Lanes;
	readonly context: Context;
	/** A request has waited for so long that it matters what could still answer it. */
	readonly overdue: () => void;
};

/** ms without the start of a response after which that is so. */
const long = 1000;

/**
 * Makes lanes of the requests that come in by `node:http` and `node:https`, and of what their handlers call lanes below them. Returns a
 * function to be called with each beat of the loop (ms on the runner's clock).
 */
export function watchIncoming({emit, lanes, context, overdue}: Parts): (at: number) => void {
	const open = new Map<ServerResponse, Incoming>();

	const advance = ({lane}: Incoming, phase: IncomingPhase, status?: number, route?: string) =>
		emit({type: 'incoming-advanced', task: lane.id, phase, status, route} as EventBody);

	const end = (incoming: Incoming, response: ServerResponse) => {
		open.delete(response);
		const {statusCode: status, writableFinished: isSent} = response;
		advance(incoming, isSent ? 'ended' : 'aborted', isSent ? status : undefined, routeOf(incoming.request));
		lanes.end(incoming.lane, isSent ? 'done' : 'cancelled', isSent ? {value: String(status)} : {}, now());
	};

	subscribe('http.server.request.start', message => {
		const {request, response} = message as Message;
		const method = request.method ?? 'GET';
		const path = (request.url ?? '').replace(/[?#].*/, '');
		const lane = lanes.make({kind: 'request', name: `${method} ${path}`, plannedTaskId: undefined});
		const incoming = {
			lane,
			request,
			since: now(),
			hasHeaders: false,
			isOverdue: false,
		};
		open.set(response, incoming);
		lanes.create(lane);
		lanes.start(lane);
		lanes.wait(lane, {kind: 'handler'});
		// What the handler calls, which Node.js is about to call, works for this request.
		context.enter(lane);
		response.once('close', () => end(incoming, response));
	});

	return at => {
		for (const [response, incoming] of open) {
			if (incoming.hasHeaders) {
				continue;
			}

			if (response.headersSent) {
				incoming.hasHeaders = true;
				advance(incoming, 'headers', response.statusCode);
			} else if (!incoming.isOverdue && at - incoming.since >= long) {
				incoming.isOverdue = true;
				overdue();
			}
		}
	};
}

/** The pattern that a framework has matched the path with, and left on the request: `/users/:id`. */
function routeOf(request: IncomingMessage): string | undefined {
	const route = readProperty(request, 'route');
	const path = isObject(route) ? readText(route, 'path') : undefined;
	return path === undefined ? undefined : `${readText(request, 'baseUrl') ?? ''}${path}`;
}
