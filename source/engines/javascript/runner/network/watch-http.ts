import {subscribe} from 'node:diagnostics_channel';
import {errorMonitor} from 'node:events';
import type {ClientRequest, IncomingMessage} from 'node:http';
import {now} from '../clock.ts';
import {callOriginal} from '../own-frames.ts';
import {replaceMethod} from '../watch/replace-method.ts';
import {agentOf, isUnreadStream, queuesOf} from './agent-queues.ts';
import type {RealRequest, RealRequests} from './requests.ts';
import {errorText, lengthOf, titleOf} from './requests.ts';
import type {OpenResponse} from './unread-responses.ts';
import {createUnreadResponses} from './unread-responses.ts';

type Message = {readonly request: ClientRequest; readonly response: IncomingMessage};

/**
 * Reports the requests that the program makes with `node:http` and `node:https`, directly or through libraries. The
 * returned function must be called with each beat of the loop (in ms on the runner's clock).
 */
export function watchHttp(requests: RealRequests): (at: number) => void {
	const open = new Map<ClientRequest, OpenResponse>();
	const unread = createUnreadResponses(
		function* () {
			for (const agent of new Set([...open.keys()].map(agentOf))) {
				if (agent) {
					yield* queuesOf(agent, open);
				}
			}
		},
		({method, path}) => titleOf(method, path),
	);
	const known = new WeakMap<ClientRequest, RealRequest>();

	subscribe('http.client.request.start', function started(message) {
		const {request: own} = message as Message;
		const {method, path, protocol, host} = own;
		const port = /:\d+$/.exec(String(own.getHeader('host') ?? ''))?.[0] ?? '';
		const request = requests.start({method, url: `${protocol}//${host}${port}${path}`, path}, started);
		known.set(own, request);
		follow(own, request);
	});

	subscribe('http.client.response.finish', message => {
		const {request: own, response} = message as Message;
		const request = known.get(own);
		if (request) {
			receive(own, response, request);
			open.set(own, {request, since: now(), isUnread: () => isUnreadStream(response)});
			own.once('close', () => {
				unread.ended(open.get(own));
				open.delete(own);
			});
		}
	});

	return unread.beat;
}

const answered = new WeakSet<ClientRequest>();

/** Listens with `errorMonitor`, which does not count as handling the errors. */
function follow(own: ClientRequest, request: RealRequest) {
	const fail = (error: unknown) => request.advance('failed', {error: errorText(error)});
	own.once(errorMonitor, fail);
	own.once('close', () => {
		if (!answered.has(own)) {
			fail('aborted');
		}
	});
	own.once('finish', () => request.advance('waiting'));
}

function receive(own: ClientRequest, response: IncomingMessage, request: RealRequest) {
	answered.add(own);
	const status = response.statusCode ?? 0;
	const total = lengthOf(own.method, status, response.headers['content-length']);
	request.advance('receiving', {status, ...(total !== undefined && {total})});

	// Wraps `push`, since a listener for `data` would start the flow of the stream.
	const {push} = response;
	replaceMethod(response, 'push', (chunk, encoding) => {
		if (chunk === null) {
			request.advance('received');
		} else {
			request.receive(chunk.length);
		}

		return callOriginal(push, response, [chunk, encoding]);
	});
	response.once('close', () => request.advance('failed', {error: 'connection lost during the response'}));
}
