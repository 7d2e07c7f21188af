import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';
import type {Promises} from '../tracing/wait-reasons.ts';
import {createRequests} from './requests.ts';
import {watchFetches} from './watch-fetch.ts';
import {watchHttp} from './watch-http.ts';

type Parts = {readonly emit: TraceWriter['emit']; readonly tracer: Tracer; readonly promises: Promises};

/**
 * Reports all that a program requests, by whatever means, and makes the promises for it tell what they wait for. The returned function
 * has to be called with each beat of the loop (ms on the runner's clock).
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
