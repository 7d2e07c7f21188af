import type {Entry} from '../catalogue/entry.ts';
import {openFiles} from './files.ts';
import type {AskedFiles} from './opened-file.ts';
import type {Surroundings, Wrong} from './surroundings.ts';
import type {AskedUrls} from './urls.ts';
import {openUrls} from './urls.ts';

/** What the user has named that is no scenario or lesson. */
export type AskedOwn = AskedFiles | AskedUrls;

/** Files or addresses of the user's as an entry to choose. Reads files, and runs nothing of them. */
export function openOwn(asked: AskedOwn, surroundings: Surroundings): Promise<Entry | Wrong> {
	return asked.kind === 'urls' ? openUrls(asked, surroundings) : openFiles(asked, surroundings);
}
