import type {Workload} from '../workload.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {openFiles} from './open-files.ts';
import type {OpenFilesRequest} from './open-request.ts';
import type {OpenUrlsRequest} from './open-urls.ts';
import {openUrls} from './open-urls.ts';

/** What the user has named that is no scenario or lesson. */
export type OpenRequest = OpenFilesRequest | OpenUrlsRequest;

/** Files or addresses of the user's as an entry to choose. Reads files, and runs nothing of them. */
export function openUserWork(request: OpenRequest, context: OpenContext): Promise<Workload | OpenError> {
	return request.kind === 'urls' ? openUrls(request, context) : openFiles(request, context);
}
