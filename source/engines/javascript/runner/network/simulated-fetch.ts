import type {WaitsFor} from '../../../../trace/event.ts';
import type {PlannedTasks} from '../planned-tasks.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {blockIfPlanned, failingShare, failsNow} from '../what-if.ts';
import {createDeliveries} from './scheduled-delivery.ts';
import {sendRequest} from './simulated-request.ts';

/** How long a request takes for which the scenario has no response, in ms. */
const defaultLatencyMs = 100;

type Parts = {
	readonly emit: TraceWriter['emit'];
	readonly tracer: Tracer;
	readonly promises: Promises;
	readonly planned: PlannedTasks;
};

/**
 * Creates a `fetch` over a simulated network: each task has its responses, and each response has its share of the
 * task's latency. Everything else works as in the real `fetch`: a promise for a `Response` that is fulfilled with the
 * headers, a body that arrives in parts, and rejections with the signal's reason or with `TypeError: fetch failed`.
 */
export function createSimulatedFetch({emit, tracer, promises, planned}: Parts): typeof fetch {
	const deliveries = createDeliveries(tracer.runUntraced);
	let requests = 0;

	const send = (
		input: string | URL | Request,
		init: RequestInit,
		lane: string | undefined,
		task: ReturnType<PlannedTasks['of']>,
	) => {
		const given = input instanceof Request ? input : undefined;
		const url = new URL(given?.url ?? (input as string | URL));
		const method = init.method ?? given?.method ?? 'GET';
		const signal = init.signal ?? given?.signal;
		signal?.throwIfAborted();

		const request = `request-${++requests}`;
		const on: WaitsFor = {kind: 'io', what: `${method} ${url.pathname}`, request};
		const owner = task?.plan.id ?? lane;
		const replies = task?.call.replies;
		const reply =
			replies?.find(({path}) => path === url.pathname + url.search) ?? replies?.find(({path}) => path === url.pathname);

		const promise = sendRequest(
			{
				url,
				method,
				signal,
				time: reply ? reply.share * (task?.plan.latency ?? defaultLatencyMs) : defaultLatencyMs,
				reply,
				failsAt: failsNow(task) ? failingShare : reply?.fails ? 1 : undefined,
				advance: (phase, more) =>
					emit({type: 'request-advanced', request, ...(owner !== undefined && {task: owner}), phase, ...more}),
				beforeRead: () => blockIfPlanned(task),
				onRead: result => promises.note(result, on),
			},
			deliveries,
			tracer.runUntraced,
		);
		promises.note(promise, on);
		return promise;
	};

	const simulated = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
		const {lane} = tracer.caller(simulated);
		return tracer.runUntraced(() => {
			try {
				return send(input, init, lane?.id, planned.of(lane) ?? planned.current());
			} catch (error) {
				return Promise.reject(error);
			}
		});
	};

	return simulated;
}
