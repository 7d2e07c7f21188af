import {Buffer} from 'node:buffer';
import type {RequestPhase, WaitsFor} from '../../trace/event.ts';
import {now} from './clock.ts';
import type {PlannedRun, PlannedTasks} from './planned.ts';
import {simulatedResponse} from './simulated-response.ts';
import type {Telling} from './telling.ts';
import type {Tracer} from './tracer.ts';
import type {Promises} from './waits-for.ts';
import {failingShare, failsNow, holdThread} from './what-if.ts';

/** When the phases of a request end, as shares of its time. The headers are there when `waiting` ends. */
const connected = 0.12;
const answered = 0.7;
const chunks = [0.8, 0.9, 1];

/** What a request takes that the scenario has no reply for. */
const unknownLatency = 100;

/** A timer that is this late, in ms, is late because of Node's clock, and not because the loop was blocked. */
const rounding = 3;

type Parts = {
	readonly tell: Telling['tell'];
	readonly tracer: Tracer;
	readonly promises: Promises;
	readonly planned: PlannedTasks;
};

type Deliver = () => void;

/**
 * A `fetch` over a network that is simulated: each task has its replies, and each reply its share of the task's latency.
 * All else is as in the real one: a promise for a `Response` that is fulfilled with the headers, a body that arrives in
 * parts, and rejections with the signal's reason or with `TypeError: fetch failed`.
 */
export function createSimulatedFetch({tell, tracer, promises, planned}: Parts): typeof fetch {
	const setTimer = setTimeout;
	let requests = 0;
	/** The last delivery: when it was due, and when it came. */
	let delivery = {due: 0, at: 0};

	/** Deadlines are absolute, so that what a timer is late by does not add up over the requests of a run. */
	const startNow = () => {
		const at = now();
		const late = delivery.at - delivery.due;
		return at - delivery.at < 1 && Math.abs(late) < rounding ? at - late : at;
	};

	const schedule = (due: number, deliver: Deliver) =>
		setTimer(
			() => {
				delivery = {due, at: now()};
				tracer.unseen(deliver);
			},
			Math.round(due - now()),
		);

	const simulated = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const {lane} = tracer.caller(simulated);
		const task = planned.of(lane) ?? planned.current();
		return tracer.unseen(() => request(input, init, task, lane?.id));
	};

	function request(
		input: string | URL | Request,
		init: RequestInit | undefined,
		task: PlannedRun | undefined,
		lane: string | undefined,
	) {
		const {promise, resolve, reject} = withResolvers<Response>();
		let url: URL;
		try {
			url = new URL(input instanceof Request ? input.url : input);
		} catch (cause) {
			reject(new TypeError('Failed to parse URL', {cause}));
			return promise;
		}

		const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
		const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
		if (signal?.aborted) {
			reject(signal.reason);
			return promise;
		}

		const id = `request-${++requests}`;
		const of = task?.plan.id ?? lane;
		const on: WaitsFor = {kind: 'io', what: `${method} ${url.pathname}`, request: id};
		const advance = (phase: RequestPhase, more: object = {}) =>
			tell({type: 'request-advanced', request: id, ...(of !== undefined && {task: of}), phase, ...more});

		const path = url.pathname + url.search;
		const reply =
			task?.call.replies.find(reply => reply.path === path) ??
			task?.call.replies.find(reply => reply.path === url.pathname);
		const time = reply ? reply.share * (task?.plan.latency ?? unknownLatency) : unknownLatency;
		const body = Buffer.from(reply ? textOf(reply.body) : 'not found');
		const status = reply ? 200 : 404;
		const start = startNow();
		const holds = task?.plan.blocks !== undefined && !task.hasBlocked;
		const failsAt = failsNow(task) ? failingShare : reply?.fails ? 1 : undefined;

		const timers = new Set<NodeJS.Timeout>();
		let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
		let over = false;
		const at = (share: number, deliver: Deliver) => {
			const timer = schedule(start + share * time, () => {
				timers.delete(timer);
				deliver();
			});
			timers.add(timer);
		};

		const fail = (reason: unknown) => {
			if (over) {
				return;
			}

			over = true;
			signal?.removeEventListener('abort', abort);
			for (const timer of timers) {
				clearTimeout(timer);
			}

			advance('failed', {error: String(reason instanceof Error ? reason.message : reason)});
			stream?.error(reason);
			reject(reason);
		};
		const abort = () => tracer.unseen(() => fail(signal?.reason));
		signal?.addEventListener('abort', abort);

		const receive = (from: number, to: number) => {
			stream?.enqueue(new Uint8Array(body.subarray(from, to)));
			if (to < body.length) {
				advance('receiving', {bytes: to, total: body.length});
				return;
			}

			over = true;
			signal?.removeEventListener('abort', abort);
			stream?.close();
			advance('received', {bytes: to, total: body.length});
		};

		const respond = () => {
			const readable = new ReadableStream<Uint8Array>({
				start(controller) {
					stream = controller;
				},
			});
			const init = {
				status,
				headers: {
					'content-type': typeof reply?.body === 'string' ? 'text/html' : 'application/json',
					'content-length': String(body.length),
				},
			};
			return simulatedResponse(readable, init, {
				url: url.href,
				beforeRead: () => holdThread(task),
				noted: result => promises.note(result, on),
			});
		};

		promises.note(promise, on);
		advance('connecting', {method, url: url.href});
		if (failsAt !== undefined) {
			at(failsAt, () => fail(new TypeError('fetch failed', {cause: connectionReset()})));
		}

		if (failsAt === undefined || failsAt > connected) {
			at(connected, () => advance('waiting'));
		}

		if (failsAt === undefined || failsAt > answered) {
			at(answered, () => {
				advance('receiving', {status, bytes: 0, total: body.length});
				if (failsAt === undefined && !holds) {
					resolve(respond());
				}
			});
		}

		if (failsAt === undefined) {
			chunks.forEach((share, index) => {
				const [from, to] = [index, index + 1].map(part => Math.floor((part * body.length) / chunks.length));
				at(share, () => {
					if (holds && share === 1) {
						// A body that is read in one go, when all of it is there: reading it is what holds the thread.
						resolve(respond());
						receive(0, body.length);
					} else if (holds) {
						advance('receiving', {bytes: to, total: body.length});
					} else {
						receive(from ?? 0, to ?? body.length);
					}
				});
			});
		}

		return promise;
	}

	return simulated;
}

function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => {};
	let reject: (reason: unknown) => void = () => {};
	const promise = new Promise<Value>((...functions) => {
		[resolve, reject] = functions;
	});
	return {promise, resolve, reject};
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function connectionReset() {
	return Object.assign(new Error('read ECONNRESET'), {code: 'ECONNRESET', syscall: 'read'});
}
