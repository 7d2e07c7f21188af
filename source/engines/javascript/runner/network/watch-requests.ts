import type {TraceWriter} from '../trace-writer.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {createRequests} from './requests.ts';
import {watchFetches} from './watch-fetch.ts';
import {watchHttp} from './watch-http.ts';

type Parts = {readonly emit: TraceWriter['emit']; readonly tracer: Tracer; readonly promises: Promises};

/**
 * Reports all requests of a program, and records for their promises what they wait for. The returned function must be
 * called with each beat of the loop (in ms on the runner's clock).
 */
export function watchRequests({emit, tracer, promises}: Parts): (at: number) => void {
	const requests = createRequests(emit, tracer);
	const fetches = watchFetches({requests, tracer, promises});
	tracer.onSettled(fetches.settles);
	const http = watchHttp(requests);
	return at => {
		fetches.beat(at);
		http(at);
	};
}
