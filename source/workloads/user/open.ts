import type {Workload} from '../workload.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {openFiles} from './open-files.ts';
import type {OpenFilesRequest} from './open-request.ts';
import type {OpenUrlsRequest} from './open-urls.ts';
import {openUrls} from './open-urls.ts';

/** The user's own work: files or URLs. */
export type OpenRequest = OpenFilesRequest | OpenUrlsRequest;

/** Opens files or URLs as a workload. Reads files, but runs nothing. */
export function openUserWork(request: OpenRequest, context: OpenContext): Promise<Workload | OpenError> {
	return request.kind === 'urls' ? openUrls(request, context) : openFiles(request, context);
}
