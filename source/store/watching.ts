import {basename} from 'node:path';
import type {Catalog} from '../workloads/catalog.ts';
import {projectFiles} from '../workloads/user/project-files.ts';
import type {WatchedFiles, Workload} from '../workloads/workload.ts';
import {pathOf} from './path-of-file.ts';
import type {FileChange} from './watch-files.ts';
import {watchFiles} from './watch-files.ts';

/** Watches the files of the user's work, and opens the work again when they have changed. */
export type Watching = {
	/** Starts watching the files of this work. */
	readonly start: (watched: WatchedFiles) => void;
	/** Also watches the files that a run has described, by their names in the trace. */
	readonly describe: (names: readonly string[]) => void;
	/** Checks now what has changed, without waiting for an editor to finish. Resolves when the changes are handled. */
	readonly check: () => Promise<void>;
	/** How many files are watched. Undefined: watching is off. */
	readonly count: () => number | undefined;
	/** Describes the watched files: `jobs.mjs and 2 other files`. Undefined if there are none. */
	readonly files: () => string | undefined;
	readonly stop: () => void;
};

type WatchingParts = {
	readonly reopen: Catalog['reopen'];
	readonly problemIn: Catalog['problemIn'];
	/** Called with a sentence on what is wrong with the files; with undefined when nothing is wrong any more. */
	readonly onProblem: (sentence: string | undefined) => void;
	/** Called when the work was opened again and can run. `saved`: the names of the files. */
	readonly onReady: (workload: Workload, saved: readonly string[]) => void;
};

export function createWatching({reopen, problemIn, onProblem, onReady}: WatchingParts): Watching {
	let watched: WatchedFiles | undefined;
	let described: readonly string[] = [];
	let paths: readonly string[] = [];
	/** What is wrong with the files, by path. */
	const problems = new Map<string, string>();
	let handled = Promise.resolve();
	const watcher = watchFiles(changes => {
		handled = handled.then(() => handle(changes));
	});

	const follow = () => {
		if (watched) {
			paths = projectFiles([...watched.files, ...described]);
			watcher.watch(paths);
		}
	};

	async function handle(changes: readonly FileChange[]): Promise<void> {
		const current = watched;
		for (const {path, isGone} of changes) {
			const problem = isGone
				? `${basename(path)} is gone. Waiting for it to come back.`
				: await problemIn(path, current?.python);
			if (problem === undefined) {
				problems.delete(path);
			} else {
				problems.set(path, isGone ? problem : `${problem}. ${nextSave}`);
			}
		}

		if (watched === undefined) {
			return;
		}

		// The imports of a file can have changed.
		if (changes.every(({isGone}) => !isGone)) {
			follow();
		}

		for (const path of problems.keys()) {
			if (!paths.includes(path)) {
				problems.delete(path);
			}
		}

		const [problem] = problems.values();
		if (problem !== undefined) {
			onProblem(problem);
			return;
		}

		const opened = await reopen();
		if (watched === undefined) {
			return;
		}

		if ('error' in opened) {
			onProblem(`${opened.error.replace(/\.$/, '')}. ${nextSave}`);
			return;
		}

		onProblem(undefined);
		onReady(opened, [...new Set(changes.map(({path}) => basename(path)))]);
	}

	return {
		start(next) {
			watched = next;
			described = [];
			follow();
		},
		describe(names) {
			const known = watched;
			const found = known ? names.flatMap(name => pathOf(name, known) ?? []) : [];
			if (found.some(path => !paths.includes(path))) {
				described = [...new Set([...described, ...found])];
				follow();
			}
		},
		async check() {
			watcher.check();
			await handled;
		},
		count: () => (watched ? paths.length : undefined),
		files() {
			const [first] = paths;
			const others = paths.length - 1;
			return (
				first && `${basename(first)}${others > 0 ? ` and ${others} other ${others === 1 ? 'file' : 'files'}` : ''}`
			);
		},
		stop() {
			watched = undefined;
			problems.clear();
			watcher.stop();
		},
	};
}

const nextSave = 'Waiting for the next save.';
