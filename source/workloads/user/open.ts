import type {Workload} from '../workload.ts';
import type {OpenCommandRequest, OpenProcessRequest} from './command-workload.ts';
import {workloadFromCommand, workloadFromProcess} from './command-workload.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {openFiles} from './open-files.ts';
import type {OpenFilesRequest} from './open-request.ts';
import type {OpenUrlsRequest} from './open-urls.ts';
import {openUrls} from './open-urls.ts';

/** The user's own work: files, URLs, a command, or a process that runs already. */
export type OpenRequest = OpenFilesRequest | OpenUrlsRequest | OpenCommandRequest | OpenProcessRequest;

/** Opens the user's own work as a workload. Reads files, but runs nothing. */
export async function openUserWork(request: OpenRequest, context: OpenContext): Promise<Workload | OpenError> {
	if (request.kind === 'command') {
		return workloadFromCommand(request);
	}

	if (request.kind === 'process') {
		return workloadFromProcess(request);
	}

	return request.kind === 'urls' ? openUrls(request, context) : openFiles(request, context);
}
