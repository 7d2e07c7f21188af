import {Buffer} from 'node:buffer';
import type {RequestPhase} from '../../../../trace/event.ts';
import type {Call} from '../../../engine.ts';
import {errorText} from './requests.ts';
import type {Deliveries, Delivery} from './scheduled-delivery.ts';
import {simulatedResponse} from './simulated-response.ts';

export type SimulatedRequest = {
	readonly url: URL;
	readonly method: string;
	readonly signal: AbortSignal | undefined;
	/** How long the request takes, in ms. */
	readonly time: number;
	/** Undefined if the path is unknown. */
	readonly reply: Call['replies'][number] | undefined;
	/** The share of `time` after which the request fails. Undefined if it does not fail. */
	readonly failsAt: number | undefined;
	/** Called for each phase, and for received bytes. */
	readonly advance: (phase: RequestPhase, more?: object) => void;
	/** See `simulatedResponse`. */
	readonly beforeRead: () => void;
	readonly onRead: (result: Promise<unknown>) => void;
};

/** When the phases of a request end, as shares of its time. The headers end `waiting`; the body arrives in parts. */
const connectedShare = 0.12;
const headersShare = 0.7;
const parts = [0.8, 0.9, 1];

/**
 * Sends a request over the simulated network. The promise is fulfilled with the headers, or rejected with the errors of
 * the real `fetch`.
 */
export function sendRequest(
	request: SimulatedRequest,
	deliveries: Deliveries,
	runUntraced: (run: () => void) => void,
): Promise<Response> {
	const {url, signal, reply, failsAt, advance} = request;
	const body = Buffer.from(reply ? textOf(reply.body) : 'not found');
	const head = {
		status: reply ? 200 : 404,
		headers: {
			'content-type': typeof reply?.body === 'object' ? 'application/json' : 'text/html',
			'content-length': String(body.length),
		},
	};

	return new Promise((resolve, reject) => {
		let stream: ReadableStreamDefaultController<Uint8Array> | undefined;

		const fail = (reason: unknown) => {
			stop();
			signal?.removeEventListener('abort', abort);
			advance('failed', {error: errorText(reason)});
			stream?.error(reason);
			reject(reason);
		};
		const abort = () => runUntraced(() => fail(signal?.reason));

		const respond = () => {
			const readable = new ReadableStream<Uint8Array>({
				start(controller) {
					stream = controller;
				},
			});
			resolve(simulatedResponse(readable, head, {...request, url: url.href}));
		};

		const receive = (from: number, to: number) => {
			if (to < body.length) {
				stream?.enqueue(new Uint8Array(body.subarray(from, to)));
				advance('receiving', {bytes: to, total: body.length});
				return;
			}

			signal?.removeEventListener('abort', abort);
			advance('received', {bytes: to, total: body.length});
			stream?.enqueue(new Uint8Array(body.subarray(from)));
			stream?.close();
		};

		const arrival: Delivery[] = [
			{share: connectedShare, deliver: () => advance('waiting')},
			{
				share: headersShare,
				deliver() {
					advance('receiving', {status: head.status, bytes: 0, total: body.length});
					respond();
				},
			},
			...parts.map((share, index) => {
				const [from = 0, to = 0] = [index, index + 1].map(part => Math.floor((part * body.length) / parts.length));
				return {share, deliver: () => receive(from, to)};
			}),
		];

		const failure: Delivery[] =
			failsAt === undefined
				? []
				: [{share: failsAt, deliver: () => fail(new TypeError('fetch failed', {cause: reset()}))}];
		const before = arrival.filter(({share}) => share < Math.min(failsAt ?? Number.POSITIVE_INFINITY, headersShare));

		advance('connecting', {method: request.method, url: url.href});
		const stop = deliveries.schedule(
			deliveries.start(),
			request.time,
			failsAt === undefined ? arrival : [...before, ...failure],
		);
		signal?.addEventListener('abort', abort);
	});
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function reset() {
	return Object.assign(new Error('read ECONNRESET'), {code: 'ECONNRESET', syscall: 'read'});
}
