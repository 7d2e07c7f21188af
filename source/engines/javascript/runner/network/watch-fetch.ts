import {subscribe} from 'node:diagnostics_channel';
import type {WaitsFor} from '../../../../trace/event.ts';
import {now} from '../clock.ts';
import {createHiddenContext} from '../hidden-context.ts';
import {callOriginal} from '../own-frames.ts';
import {inherits, isObject, readProperty} from '../safe-read.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import {stateOf} from '../tracing/promise-state.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {replaceMethod} from '../watch/replace-method.ts';
import type {RealRequest, RealRequests} from './requests.ts';
import {errorText, headerIn, lengthOf} from './requests.ts';
import type {Bodies} from './response-bodies.ts';
import {watchBodies} from './response-bodies.ts';
import {createStalledBodies} from './stalled-bodies.ts';
import {streamClasses} from './stream-classes.ts';
import {createConnections} from './undici-connections.ts';
import {createUnreadResponses} from './unread-responses.ts';

/** A message on one of undici's diagnostics channels. */
type Message = {
	readonly request: {readonly method: string; readonly origin: string | URL; readonly path: string};
	readonly response: {readonly statusCode: number; readonly headers: readonly Uint8Array[]};
	readonly chunk: {readonly byteLength: number};
	readonly socket: unknown;
	readonly error: unknown;
};

/**
 * One call of `fetch`. With redirects, the call takes several requests in sequence, which its caller sees as one.
 * `follows`: whether redirects are followed.
 */
type Fetch = {readonly follows: boolean; request?: RealRequest};

type Parts = {readonly requests: RealRequests; readonly tracer: Tracer; readonly promises: Promises};

// Taken before the program can replace them.
const {queueMicrotask: queueTask} = globalThis;
const {getPrototypeOf} = Object;

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Reports the requests that the program makes with `fetch` or with the undici package, from what both publish. `fetch`
 * itself is wrapped only to learn which promise waits for which request. `settles` must be called with each promise
 * that is about to settle, `beat` with each beat of the loop (in ms on the runner's clock).
 */
export function watchFetches({requests, tracer, promises}: Parts): {
	readonly settles: (promise: Promise<unknown>) => void;
	readonly beat: (at: number) => void;
} {
	const context = createHiddenContext<Fetch | undefined>();
	const pending = new WeakMap<Promise<unknown>, RealRequest>();
	const connections = createConnections();
	/** Set with the first response, whose class is the runtime's own even if a library replaced the global `Response`. */
	let responses: {readonly bodies: Bodies; readonly isUnread: (response: object) => boolean} | undefined;

	const unread = createUnreadResponses(connections.queues, ({title}) => title);
	const known = new WeakMap<object, {readonly request: RealRequest; readonly follows: boolean}>();
	const responseOf = new WeakMap<RealRequest, WeakRef<object>>();
	const stalled = createStalledBodies<Message['request']>();
	const isUnread = (request: RealRequest, own: Message['request']) => {
		const known = responseOf.get(request);
		if (!known) {
			return stalled.isStalled(own);
		}

		const response = known.deref();
		return response !== undefined && (responses?.isUnread(response) ?? false);
	};
	const on = (name: string, handle: (request: RealRequest, message: Message) => void) =>
		subscribe(`undici:${name}`, message => {
			const found = known.get((message as Message).request);
			if (found) {
				handle(found.request, message as Message);
			}
		});

	subscribe('undici:request:create', function created(message) {
		const {request: own} = message as Message;
		const fetch = context.getStore();
		const {method, origin, path} = own;
		const request = fetch?.request ?? requests.start({method, url: `${origin}${path}`, path}, created);
		known.set(own, {request, follows: fetch?.follows ?? false});
		connections.queued(own, request);
		if (fetch) {
			fetch.request = request;
		}
	});
	on('client:sendHeaders', (request, {request: own, socket}) => {
		connections.sent(own);
		stalled.sent(own, socket);
		request.advance('waiting');
	});
	on('request:headers', (request, {request: own, response: {statusCode: status, headers}}) => {
		if (redirects.has(status) && headerIn(headers, 'location') !== undefined && known.get(own)?.follows) {
			// For the caller of `fetch`, no response has arrived yet.
			known.delete(own);
			connections.ended(own);
			return;
		}

		connections.answered(own, {request, since: now(), isUnread: () => isUnread(request, own)});

		const total = lengthOf(own.method, status, headerIn(headers, 'content-length'));
		request.advance('receiving', {status, ...(total !== undefined && {total})});
	});
	on('request:bodyChunkReceived', (request, {chunk}) => request.receive(chunk.byteLength));
	on('request:trailers', (request, {request: own}) => {
		unread.ended(connections.ended(own));
		request.advance('received');
	});
	on('request:error', (request, {request: own, error}) => {
		unread.ended(connections.ended(own));
		request.advance('failed', {error: errorText(error)});
	});

	/** Calls `fetch` in the context of a call. `AsyncLocalStorage.run` would appear in the stacks of errors. */
	const callIn = (call: Fetch, original: typeof fetch, given: Parameters<typeof fetch>) => {
		const outer = context.getStore();
		context.enterWith(call);
		try {
			return callOriginal(original, globalThis, given);
		} finally {
			context.enterWith(outer);
		}
	};

	// `--no-experimental-fetch` removes it.
	const {fetch: original} = globalThis as {fetch?: typeof fetch};
	if (original) {
		const watched = (...given: Parameters<typeof fetch>) => {
			const call: Fetch = {follows: redirectOf(given) === 'follow'};
			const promise = callIn(call, original, given);
			const on = call.request && waitsFor(call.request);
			if (call.request && on) {
				pending.set(promise, call.request);
				promises.note(promise, on);
			}

			return promise;
		};
		replaceMethod(globalThis, 'fetch', watched);
	}

	return {
		settles(promise) {
			const request = pending.get(promise);
			if (request) {
				// V8 reports a promise before its result is set. This microtask runs before any code that waits for the
				// promise.
				queueTask(() => tracer.runUntraced(() => settle(promise, request)));
			}
		},
		beat: unread.beat,
	};

	function settle(promise: Promise<unknown>, request: RealRequest) {
		const read = stateOf(promise);
		if (read.state === 'rejected') {
			request.advance('failed', {error: errorText(read.value ?? read.text)});
		} else if (isObject(read.value)) {
			responses ??= responsesLike(read.value, promises);
			responseOf.set(request, new WeakRef(read.value));
			responses.bodies.assign(read.value, waitsFor(request));
		}
	}
}

/** Returns what a call of `fetch` does with redirects. Runs no code of the program. */
function redirectOf([input, init]: Parameters<typeof fetch>): unknown {
	const own = isObject(init) ? readProperty(init, 'redirect') : undefined;
	const isRequest = typeof Request === 'function' && inherits(input, Request.prototype);
	return own ?? (isRequest ? (input as Request).redirect : 'follow');
}

function waitsFor({id, title}: RealRequest): WaitsFor {
	return {kind: 'io', what: title, request: id};
}

function responsesLike(response: object, promises: Promises) {
	const prototype: object = getPrototypeOf(response);
	return {isUnread: createIsUnread(prototype), bodies: watchBodies(promises, prototype)};
}

/**
 * Returns a function that checks whether nothing has started to read the body of a `fetch` response. Must be called
 * before the getters of responses are replaced.
 */
function createIsUnread(prototype: object): (response: object) => boolean {
	const getter = (prototype: object, key: string) => Object.getOwnPropertyDescriptor(prototype, key)?.get;
	const [body, bodyUsed] = [getter(prototype, 'body'), getter(prototype, 'bodyUsed')];
	const locked = getter(streamClasses().ReadableStream.prototype, 'locked');
	return response => {
		const stream: unknown = body?.call(response);
		return isObject(stream) && bodyUsed?.call(response) === false && locked?.call(stream) === false;
	};
}
