import {watchFetches} from './fetches.ts';
import {watchHttp} from './http-requests.ts';
import {createRequests} from './requests.ts';
import type {Telling} from './telling.ts';
import type {Tracer} from './tracer.ts';
import type {Promises} from './waits-for.ts';

type Parts = {readonly tell: Telling['tell']; readonly tracer: Tracer; readonly promises: Promises};

/** Tells of all that a program requests, by whatever means, and makes the promises for it tell what they wait for. */
export function watchRequests({tell, tracer, promises}: Parts): void {
	const requests = createRequests(tell, tracer);
	tracer.onSettled(watchFetches({requests, tracer, promises}));
	watchHttp(requests);
}
