import type {Entry} from '../workload.ts';
import type {Surroundings, Wrong} from './open-context.ts';
import {openFiles} from './open-files.ts';
import type {AskedFiles} from './open-request.ts';
import type {AskedUrls} from './open-urls.ts';
import {openUrls} from './open-urls.ts';

/** What the user has named that is no scenario or lesson. */
export type AskedOwn = AskedFiles | AskedUrls;

/** Files or addresses of the user's as an entry to choose. Reads files, and runs nothing of them. */
export function openOwn(asked: AskedOwn, surroundings: Surroundings): Promise<Entry | Wrong> {
	return asked.kind === 'urls' ? openUrls(asked, surroundings) : openFiles(asked, surroundings);
}
