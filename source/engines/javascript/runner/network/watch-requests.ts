import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';
import type {Promises} from '../tracing/wait-reasons.ts';
import {createRequests} from './requests.ts';
import {watchFetches} from './watch-fetch.ts';
import {watchHttp} from './watch-http.ts';

type Parts = {readonly emit: TraceWriter['emit']; readonly tracer: Tracer; readonly promises: Promises};

/** Reports all that a program requests, by whatever means, and makes the promises for it tell what they wait for. */
export function watchRequests({emit, tracer, promises}: Parts): void {
	const requests = createRequests(emit, tracer);
	tracer.onSettled(watchFetches({requests, tracer, promises}));
	watchHttp(requests);
}
