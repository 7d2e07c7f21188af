import type {Workload} from '../workload.ts';
import type {OpenProcessRequest} from './command-workload.ts';
import {workloadFromProcess} from './command-workload.ts';
import type {OpenCommandRequest} from './open-command.ts';
import {openCommand} from './open-command.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {openFiles} from './open-files.ts';
import type {OpenFilesRequest} from './open-request.ts';
import type {OpenUrlsRequest} from './open-urls.ts';
import {openUrls} from './open-urls.ts';

/** The user's own work: files, URLs, a command, or a process that already runs. */
export type OpenRequest = OpenFilesRequest | OpenUrlsRequest | OpenCommandRequest | OpenProcessRequest;

/** Opens the user's own work as a workload. Reads files, but runs nothing. */
export async function openUserWork(request: OpenRequest, context: OpenContext): Promise<Workload | OpenError> {
	switch (request.kind) {
		case 'urls':
			return await openUrls(request, context);
		case 'files':
			return await openFiles(request, context);
		case 'command':
			return await openCommand(request, context);
		case 'process':
			return workloadFromProcess(request);
	}
}
