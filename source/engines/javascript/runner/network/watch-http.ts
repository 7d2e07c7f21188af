import {subscribe} from 'node:diagnostics_channel';
import {errorMonitor} from 'node:events';
import type {ClientRequest, IncomingMessage} from 'node:http';
import {replaceMethod} from '../watch/replace-method.ts';
import type {RealRequest, RealRequests} from './requests.ts';
import {errorText, lengthOf} from './requests.ts';

type Message = {readonly request: ClientRequest; readonly response: IncomingMessage};

/** Reports what the program requests by `node:http` and `node:https`, and so by all that is made of them. */
export function watchHttp(requests: RealRequests): void {
	const known = new WeakMap<ClientRequest, RealRequest>();

	subscribe('http.client.request.start', function started(message) {
		const {request: own} = message as Message;
		const {method, path, protocol, host} = own;
		const port = /:\d+$/.exec(String(own.getHeader('host') ?? ''))?.[0] ?? '';
		const request = requests.begin({method, url: `${protocol}//${host}${port}${path}`, path}, started);
		known.set(own, request);
		follow(own, request);
	});

	subscribe('http.client.response.finish', message => {
		const {request: own, response} = message as Message;
		const request = known.get(own);
		if (request) {
			receive(own, response, request);
		}
	});
}

const answered = new WeakSet<ClientRequest>();

/** To listen for errors by `errorMonitor` does not count as hearing them. */
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

	// To listen for data would make it flow.
	const {push} = response;
	replaceMethod(response, 'push', (chunk, encoding) => {
		if (chunk === null) {
			request.advance('received');
		} else {
			request.receive(chunk.length);
		}

		return push.call(response, chunk, encoding);
	});
	response.once('close', () => request.advance('failed', {error: 'connection lost during the response'}));
}
