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
	/** The pattern of its path. Undefined until a framework reports it. */
	route: string | undefined;
	hasHeaders: boolean;
	isOverdue: boolean;
};

type Parts = {
	readonly emit: TraceWriter['emit'];
	readonly lanes: Lanes;
	readonly context: Context;
	/** Called when a request has waited so long that the trace should show what could still answer it. */
	readonly onOverdue: () => void;
};

/** How long a request waits for the start of its response, in ms, before `onOverdue` is called. */
const overdueMs = 1000;

/** The most routes that are reported before the end of their first request. */
const maxRoutes = 1000;

/** From this status on, the server failed to respond as it should. */
const firstServerError = 500;

/**
 * Creates a lane for each request that arrives at `node:http` and `node:https`; the calls of its handler become lanes
 * below it. The returned function must be called with each beat of the loop (in ms on the runner's clock).
 */
export function watchIncoming({emit, lanes, context, onOverdue}: Parts): (at: number) => void {
	const open = new Map<ServerResponse, Incoming>();
	const incomingOf = new WeakMap<object, Incoming>();
	/** The routes that were reported before the end of their first request, each with its method. */
	const routed = new Set<string>();

	const advance = ({lane}: Incoming, phase: IncomingPhase, status?: number, route?: string) =>
		emit({type: 'incoming-advanced', task: lane.id, phase, status, route} as EventBody);

	const end = (incoming: Incoming, response: ServerResponse) => {
		open.delete(response);
		incomingOf.delete(incoming.request);
		const {statusCode: status, writableFinished: isSent} = response;
		advance(
			incoming,
			isSent ? 'ended' : 'aborted',
			isSent ? status : undefined,
			incoming.route ?? routeOf(incoming.request),
		);
		if (!isSent) lanes.end(incoming.lane, 'cancelled', {}, now());
		else if (status < firstServerError) lanes.end(incoming.lane, 'done', {value: String(status)}, now());
		else lanes.end(incoming.lane, 'failed', {error: {name: `HTTP ${status}`, message: ''}}, now());
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
			route: undefined,
			hasHeaders: false,
			isOverdue: false,
		};
		open.set(response, incoming);
		incomingOf.set(request, incoming);
		lanes.create(lane);
		lanes.start(lane);
		lanes.wait(lane, {kind: 'handler'});
		// Node.js is about to call the handler, whose calls belong to this request.
		context.enter(lane);
		response.once('close', () => end(incoming, response));
	});

	// Fastify reports the route when it calls the handler.
	subscribe('tracing:fastify.request.handler:start', message => {
		const raw = propertyOf(propertyOf(message, 'request'), 'raw');
		const incoming = isObject(raw) ? incomingOf.get(raw) : undefined;
		const path = propertyOf(propertyOf(message, 'route'), 'url');
		if (!incoming || typeof path !== 'string') return;
		incoming.route = path;
		const key = `${incoming.request.method} ${path}`;
		if (routed.has(key) || routed.size >= maxRoutes) return;
		routed.add(key);
		advance(incoming, 'routed', undefined, path);
	});

	return at => {
		for (const [response, incoming] of open) {
			if (incoming.hasHeaders) {
				continue;
			}

			if (response.headersSent) {
				incoming.hasHeaders = true;
				advance(incoming, 'headers', response.statusCode);
			} else if (!incoming.isOverdue && at - incoming.since >= overdueMs) {
				incoming.isOverdue = true;
				onOverdue();
			}
		}
	};
}

const propertyOf = (value: unknown, key: string): unknown => (isObject(value) ? readProperty(value, key) : undefined);

/**
 * Returns the pattern with which a framework matched the path and which it stored on the request, such as `/users/:id`.
 * Undefined if there is none.
 */
function routeOf(request: IncomingMessage): string | undefined {
	const path = propertyOf(propertyOf(request, 'route'), 'path');
	return typeof path !== 'string' ? undefined : `${readText(request, 'baseUrl') ?? ''}${path}`;
}
