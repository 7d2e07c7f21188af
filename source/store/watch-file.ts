import {readFileSync, watch} from 'node:fs';
import {basename, dirname} from 'node:path';

/** How long a file has to be quiet, in ms: an editor may save in several steps. */
const quietMs = 80;

/** How often a file is read where its folder cannot be watched, in ms. */
const pollMs = 500;

/**
 * Calls back with each new text of a file, however an editor saves it: in place, by renaming, by deleting and creating it
 * again. It watches the folder, because a file that is replaced takes its watcher with it. Returns what stops it.
 */
export function watchFile(path: string, onChange: (text: string) => void): () => void {
	let known = read(path);
	let timer: NodeJS.Timeout | undefined;
	const look = () => {
		const text = read(path);
		// It is gone for a moment, or only its time changed.
		if (text !== undefined && text !== known) {
			known = text;
			onChange(text);
		}
	};
	const lookSoon = () => {
		clearTimeout(timer);
		timer = setTimeout(look, quietMs);
	};
	const poll = () => {
		const interval = setInterval(look, pollMs).unref();
		return () => clearInterval(interval);
	};
	let stopWatching = tryWatch(dirname(path), basename(path), lookSoon, () => {
		stopWatching = poll();
	});
	return () => {
		clearTimeout(timer);
		stopWatching();
	};
}

/** `onError` is called at once or later, and nothing is watched any more. */
function tryWatch(folder: string, name: string, onEvent: () => void, onError: () => void): () => void {
	try {
		const watcher = watch(folder, {persistent: false}, (_, changed) => {
			if (changed === null || changed === name) {
				onEvent();
			}
		});
		watcher.once('error', () => {
			watcher.close();
			onError();
		});
		return () => watcher.close();
	} catch {
		queueMicrotask(onError);
		return () => {};
	}
}

/** An editor that saves in place truncates the file first: an empty text is none. */
function read(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8') || undefined;
	} catch {
		return undefined;
	}
}
