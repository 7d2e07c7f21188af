import type {RequestPhase} from '../../../../trace/event.ts';
import {requestPhases} from '../../../../trace/event-parts.ts';
import {now} from '../clock.ts';
import {displayValue} from '../display-value.ts';
import {isError, readProperty, readText} from '../safe-read.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {setUntracedTimeout} from '../untraced-timeout.ts';

/** The shortest time between two reports of received bytes, in ms. */
const reportIntervalMs = 20;

/** A request to the outside, while it is in flight. */
export type RealRequest = {
	/** The id of the request in events. */
	readonly id: string;
	/** The method and path, such as `GET /users`. */
	readonly title: string;
	/** Reports the next phase. Ignores phases that have passed, and everything after the end of the request. */
	readonly advance: (phase: RequestPhase, more?: Advance) => void;
	/** Adds received bytes to the total, which is reported at most every 20 ms. */
	readonly receive: (bytes: number) => void;
	/**
	 * Reports the requests that wait for the connection of this one because its response is not read. An empty list
	 * reports that the response has been read.
	 */
	readonly holdUp: (titles: readonly string[]) => void;
};

export type Advance = {readonly status?: number; readonly total?: number; readonly error?: string};

export type RealRequests = {
	/** Starts to report a request. `below`: the function of the runner that Node.js or the program has called. */
	readonly start: (
		request: {readonly method: string; readonly url: string; readonly path: string},
		below: (...parameters: never[]) => unknown,
	) => RealRequest;
};

/** Reports the real requests of a program, each with the task or call that makes it. */
export function createRequests(emit: TraceWriter['emit'], tracer: Tracer): RealRequests {
	let startedCount = 0;

	return {
		start({method, url, path}, below) {
			const request = `request-${++startedCount}`;
			const lane = tracer.callingLane(below);
			const task = lane && (lane.plannedTaskId ?? lane.id);
			let phase: RequestPhase = 'connecting';
			let bytes: number | undefined;
			let total: number | undefined;
			let reportedAt = 0;
			let isDue = false;
			let heldUp = '';

			const report = (more: object) => {
				isDue = false;
				reportedAt = phase === 'receiving' && bytes !== undefined ? now() : 0;
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

			report({method, url});
			return {
				id: request,
				title: titleOf(method, path),
				advance(next, more = {}) {
					const hasEnded = phase === 'received' || phase === 'failed';
					if (hasEnded || requestPhases.indexOf(next) <= requestPhases.indexOf(phase)) {
						return;
					}

					phase = next;
					total = more.total ?? total;
					if (phase === 'received') {
						// Node.js before 24 does not report the parts of a body.
						bytes ??= total;
					}

					report(more);
				},
				receive(more) {
					bytes = (bytes ?? 0) + more;
					if (phase !== 'receiving' || bytes === total) {
						// Before `receiving` or with the last bytes: the next phase reports the total.
						return;
					}

					if (now() - reportedAt >= reportIntervalMs) {
						report({});
					} else if (!isDue) {
						isDue = true;
						setUntracedTimeout(reportIntervalMs, () => isDue && report({}), tracer.runUntraced);
					}
				},
				holdUp(titles) {
					const names = titles.join('\n');
					if (phase !== 'failed' && names !== heldUp) {
						heldUp = names;
						report({heldUp: [...titles]});
					}
				},
			};
		},
	};
}

/** Returns a title such as `GET /users`, without the query. */
export const titleOf = (method: string, path: string) => `${method} ${path.replace(/[?#].*/, '')}`;

/** Returns why a request failed, as text. */
export function errorText(error: unknown): string {
	if (!isError(error)) {
		return typeof error === 'string' ? error : displayValue(error);
	}

	const [message, cause] = [readText(error, 'message'), readProperty(error, 'cause')];
	if (message === 'fetch failed' && cause !== undefined) {
		return errorText(cause);
	}

	// A host with several addresses has one error per address.
	const errors = readProperty(error, 'errors');
	const first: unknown = Array.isArray(errors) ? readProperty(errors, 0) : undefined;
	return message || (first ? errorText(first) : (readText(error, 'code') ?? readText(error, 'name') ?? 'Error'));
}

/**
 * Returns the value of a header from the flat list of names and values that Node.js stores. `name` is in lower case.
 * Undefined if the header is absent.
 */
export function headerIn(raw: readonly unknown[], name: string): string | undefined {
	for (let index = 0; index + 1 < raw.length; index += 2) {
		if (String(raw[index]).toLowerCase() === name) {
			return String(raw[index + 1]);
		}
	}

	return undefined;
}

/** Returns the size of a response body in bytes. Undefined if the response does not give its size or has no body. */
export function lengthOf(method: string, status: number, length: string | undefined): number | undefined {
	const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
	return hasBody && length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}
