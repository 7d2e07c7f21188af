import {existsSync, readFileSync, realpathSync, statSync, watch} from 'node:fs';
import {basename, dirname} from 'node:path';

/** ms without a change after which changes are reported: an editor may save in several steps. */
const quietMs = 80;

/** ms after which a missing file counts as gone: an editor may move a file for a moment. */
const goneMs = 1000;

/** ms between two reads of files whose folder cannot be watched. */
const pollMs = 500;

/** A file with a new text, or one that is gone. */
export type FileChange = {readonly path: string; readonly isGone: boolean};

export type FileWatcher = {
	/** Watches these files, and no others. */
	readonly watch: (paths: readonly string[]) => void;
	/** Reports now what has changed, without waiting for `quietMs` or `goneMs`. */
	readonly check: () => void;
	readonly stop: () => void;
};

/**
 * Reports the files whose text has changed, several at once if they were saved together, however an editor saves them:
 * in place, by renaming, by deleting and creating them again. Watches folders, because the watcher of a file ends when
 * the file is replaced. A file that was reported as gone is reported again once it is back.
 */
export function watchFiles(onChange: (changes: readonly FileChange[]) => void): FileWatcher {
	const known = new Map<string, string | undefined>();
	const gone = new Set<string>();
	const folders = new Map<string, () => void>();
	let timer: NodeJS.Timeout | undefined;
	let goneTimer: NodeJS.Timeout | undefined;

	const check = (countsGone = false) => {
		clearTimeout(timer);
		const changes: FileChange[] = [];
		for (const [path, before] of known) {
			const text = read(path);
			if (text === undefined) {
				if (countsGone && !gone.has(path) && !existsSync(path)) {
					gone.add(path);
					changes.push({path, isGone: true});
				}
			} else if (text !== before || gone.has(path)) {
				known.set(path, text);
				gone.delete(path);
				changes.push({path, isGone: false});
			}
		}

		const isAway = [...known.keys()].some(path => !gone.has(path) && !existsSync(path));
		clearTimeout(goneTimer);
		if (isAway) {
			goneTimer = setTimeout(() => check(true), goneMs);
		}

		if (changes.length > 0) {
			onChange(changes);
		}
	};
	const checkSoon = () => {
		clearTimeout(timer);
		timer = setTimeout(check, quietMs);
	};

	const watchFolder = (folder: string) => {
		const poll = () => {
			const interval = setInterval(check, pollMs).unref();
			folders.set(folder, () => clearInterval(interval));
		};
		const watched = identity(folder);
		folders.set(folder, () => {});
		const isKnown = (name: string | null) => name === null || [...placesOf(known.keys())].includes(name);
		folders.set(
			folder,
			tryWatch(
				folder,
				name => {
					if (isKnown(name)) {
						checkSoon();
					}

					// The watcher of a folder ends when the folder is replaced.
					const now = identity(folder);
					if (now !== watched) {
						folders.get(folder)?.();
						(now === undefined ? poll : () => watchFolder(folder))();
						checkSoon();
					}
				},
				poll,
			),
		);
	};

	return {
		watch(paths) {
			for (const path of known.keys()) {
				if (!paths.includes(path)) {
					known.delete(path);
					gone.delete(path);
				}
			}

			for (const path of paths) {
				if (!known.has(path)) {
					known.set(path, read(path));
				}
			}

			const wanted = new Set(paths.flatMap(path => [path, realPath(path)]).map(path => dirname(path)));
			for (const [folder, stop] of folders) {
				if (!wanted.has(folder)) {
					stop();
					folders.delete(folder);
				}
			}

			for (const folder of wanted) {
				if (!folders.has(folder)) {
					watchFolder(folder);
				}
			}
		},
		check: () => check(true),
		stop() {
			clearTimeout(timer);
			clearTimeout(goneTimer);
			known.clear();
			for (const stop of folders.values()) {
				stop();
			}

			folders.clear();
		},
	};
}

/** Yields the names of files in their folders, and the names of the files that links point to. */
function* placesOf(paths: Iterable<string>): Iterable<string> {
	for (const path of paths) {
		yield basename(path);
		yield basename(realPath(path));
	}
}

/** Returns what identifies a folder: it differs for a folder that replaced another. Undefined if there is no folder. */
function identity(folder: string): string | undefined {
	const {ino, birthtimeMs} = statSync(folder, {throwIfNoEntry: false}) ?? {};
	return ino === undefined ? undefined : `${ino} ${birthtimeMs}`;
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}

/**
 * Watches a folder. The result stops that. `onError` is called, at once or later, when the folder is not watched or no
 * longer watched.
 */
function tryWatch(folder: string, onEvent: (name: string | null) => void, onError: () => void): () => void {
	try {
		const watcher = watch(folder, {persistent: false}, (_, name) => onEvent(name));
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

/** Reads a file. Undefined if it is missing or empty: an editor that saves in place truncates the file first. */
function read(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8') || undefined;
	} catch {
		return undefined;
	}
}
