import type {RequestPhase} from '../../../../trace/event.ts';
import {requestPhases} from '../../../../trace/event-parts.ts';
import {after} from '../after.ts';
import {now} from '../clock.ts';
import {displayValue} from '../display-value.ts';
import {isError, readProperty, readText} from '../safe-read.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';

/** How often the bytes of a request are reported at most, in ms. */
const interval = 20;

/** A request to the outside, while it is under way. */
export type RealRequest = {
	/** As events call it. */
	readonly id: string;
	/** `GET /users`. */
	readonly title: string;
	/** Reports its next phase. A phase that it has had, or what comes after its end, is not reported. */
	readonly advance: (phase: RequestPhase, more?: Advance) => void;
	/** So many bytes more have come. */
	readonly receive: (bytes: number) => void;
	/** Its connection is not free, since its response is not read, and these requests wait for it. None: it is read by now. */
	readonly holdUp: (titles: readonly string[]) => void;
};

export type Advance = {readonly status?: number; readonly total?: number; readonly error?: string};

export type RealRequests = {
	/** `below`: the function of ours that Node.js, or the program, has called. */
	readonly begin: (
		request: {readonly method: string; readonly url: string; readonly path: string},
		below: (...parameters: never[]) => unknown,
	) => RealRequest;
};

/** Reports the requests that a program really makes, as whose they are. */
export function createRequests(emit: TraceWriter['emit'], tracer: Tracer): RealRequests {
	let begun = 0;

	return {
		begin({method, url, path}, below) {
			const request = `request-${++begun}`;
			const {lane} = tracer.caller(below);
			const task = lane && (lane.plannedTaskId ?? lane.id);
			let phase: RequestPhase = 'connecting';
			let bytes: number | undefined;
			let total: number | undefined;
			let toldAt = 0;
			let isDue = false;
			let heldUp = '';

			const say = (more: object) => {
				isDue = false;
				toldAt = phase === 'receiving' && bytes !== undefined ? now() : 0;
				emit({
					type: 'request-advanced',
					request,
					...(task !== undefined && {task}),
					phase,
					...(bytes !== undefined && {bytes}),
					...(total !== undefined && {total}),
					...more,
				});
			};

			say({method, url});
			return {
				id: request,
				title: titleOf(method, path),
				advance(next, more = {}) {
					const isOver = phase === 'received' || phase === 'failed';
					if (isOver || requestPhases.indexOf(next) <= requestPhases.indexOf(phase)) {
						return;
					}

					phase = next;
					total = more.total ?? total;
					if (phase === 'received') {
						// Node.js before 24 does not tell of the parts.
						bytes ??= total;
					}

					say(more);
				},
				receive(more) {
					bytes = (bytes ?? 0) + more;
					if (phase !== 'receiving' || bytes === total) {
						// That is all: it is about to be received.
						return;
					}

					if (now() - toldAt >= interval) {
						say({});
					} else if (!isDue) {
						isDue = true;
						after(interval, () => isDue && say({}), tracer.unseen);
					}
				},
				holdUp(titles) {
					const names = titles.join('\n');
					if (phase !== 'failed' && names !== heldUp) {
						heldUp = names;
						say({heldUp: [...titles]});
					}
				},
			};
		},
	};
}

/** `GET /users`: without the query. */
export const titleOf = (method: string, path: string) => `${method} ${path.replace(/[?#].*/, '')}`;

/** Why a request failed, in words. */
export function errorText(error: unknown): string {
	if (!isError(error)) {
		return typeof error === 'string' ? error : displayValue(error);
	}

	const [message, cause] = [readText(error, 'message'), readProperty(error, 'cause')];
	if (message === 'fetch failed' && cause !== undefined) {
		return errorText(cause);
	}

	// Where a host has several addresses, each has an error of its own.
	const errors = readProperty(error, 'errors');
	const first: unknown = Array.isArray(errors) ? readProperty(errors, 0) : undefined;
	return message || (first ? errorText(first) : (readText(error, 'code') ?? readText(error, 'name') ?? 'Error'));
}

/** Of a header, by its name in small letters, in the list of names and values in which Node.js keeps them. */
export function headerIn(raw: readonly unknown[], name: string): string | undefined {
	for (let index = 0; index + 1 < raw.length; index += 2) {
		if (String(raw[index]).toLowerCase() === name) {
			return String(raw[index + 1]);
		}
	}

	return undefined;
}

/** Bytes of the body of a reply in all, if it says so and has a body. */
export function lengthOf(method: string, status: number, length: string | undefined): number | undefined {
	const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
	return hasBody && length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}
