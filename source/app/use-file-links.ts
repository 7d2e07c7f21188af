import {hostname} from 'node:os';
import {pathToFileURL} from 'node:url';
import {useMemo} from 'react';
import {filesOf, pathOf} from '../store/path-of-file.ts';
import type {Store} from '../store/store.ts';
import {placeLinker} from '../view/file-links.ts';
import type {ScreenProps} from '../view/props.ts';

/** Which links a terminal opens (OSC 8). `line`: a file at a line, too. */
export type TerminalLinks = 'none' | 'file' | 'line';

/** Returns a function that makes the user's files in a row clickable. Undefined if the terminal opens no links. */
export function useFileLinks(links: TerminalLinks, store: Store): ScreenProps['withLinks'] {
	const workload = store.workload();
	return useMemo(() => {
		const known = filesOf(workload);
		const urls = new Map<string, string | undefined>();
		const urlOf = (name: string) => {
			if (known && !urls.has(name)) {
				const path = pathOf(name, known);
				urls.set(name, path && urlOfPath(path));
			}

			return urls.get(name);
		};
		return links === 'none' ? undefined : placeLinker(urlOf, links === 'line');
	}, [links, workload]);
}

/** Names the machine: over ssh, the terminal is on another one. On Windows, a host is that of a network folder. */
function urlOfPath(path: string): string {
	const {href} = pathToFileURL(path);
	return process.platform === 'win32' ? href : href.replace('file://', `file://${encodeURIComponent(hostname())}`);
}
