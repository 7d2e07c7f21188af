import {existsSync, statSync} from 'node:fs';
import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import type {RunReader} from './live-runs.ts';
import {watchFiles} from './watch-files.ts';
import {createWatching} from './watching.ts';

/** Runs work again when its files are saved: the learner's file of an exercise, and with `W` the user's own. */
export type Reloading = {
	/** Starts or stops watching as the session requires. Call it after each change of the session. */
	readonly follow: () => void;
	/** Whether an action that runs the work has to wait until its files are read again. The work then runs by itself. */
	readonly delays: (action: Action) => boolean;
	/** When the learner's file of an exercise was saved last: `12:04:31`. Undefined: not in this session. */
	readonly saved: () => string | undefined;
	/** How many files are watched. Undefined: watching is off. */
	readonly watched: () => number | undefined;
	readonly stop: () => void;
};

type ReloadingParts = {
	/** Absent if the catalog has no work of the user. */
	readonly catalog: Partial<Pick<Catalog, 'reopen' | 'problemIn'>>;
	readonly session: () => Session;
	readonly workload: () => Workload;
	/** The runs that were started last. */
	readonly live: Pick<RunReader, 'at'>;
	readonly dispatch: (action: Action) => void;
};

/** ms between two checks for further files that the calls of a run are in. */
const describeMs = 500;

export function createReloading({catalog, session, workload, live, dispatch}: ReloadingParts): Reloading {
	const {reopen = async () => ({error: 'nothing to open again'}), problemIn = async () => undefined} = catalog;
	let saved: string | undefined;
	/** The name of the work that is watched. */
	let followed: string | undefined;
	let opened = session().scenario;
	let known = 0;
	let timer: NodeJS.Timeout | undefined;
	const ids = () =>
		workload()
			.choice.tasks(session().seed)
			.map(({id}) => id);
	let before = ids();
	/** Changes when a file that was opened is saved. */
	let stamp = stamps(workload().watched?.files ?? []);
	const watching = createWatching({
		reopen,
		problemIn,
		onProblem: text => dispatch({type: 'report-broken', text}),
		onReady(_, names) {
			reload(`${names.join(', ')} saved.`);
		},
	});
	const reload = (notice?: string) => {
		const previous = before;
		before = ids();
		dispatch({type: 'reload', before: previous, ...(notice !== undefined && {notice})});
	};
	const exercise = watchFiles(changes => {
		if (changes.some(({isGone}) => !isGone)) {
			saved = new Date().toTimeString().slice(0, 8);
			dispatch({type: 'choose-strategy', index: 0});
		}
	});

	/** Reads the files again without watching them, so that a set of tasks has the tasks that are in the file now. */
	const refresh = async () => {
		const opened = await reopen();
		if ('error' in opened) {
			dispatch({type: 'notice', text: `${opened.error.replace(/\.$/, '')}. Press r after the next save.`});
		} else {
			reload();
		}
	};

	/** Also watches the files that the runs described since the last check. */
	const describe = () => {
		const names = live.at().flatMap(({described}) => described.map(({name}) => name));
		if (names.length !== known) {
			known = names.length;
			watching.describe(names);
		}
	};

	const start = () => {
		const {watched} = workload();
		if (watched) {
			watching.start(watched);
			known = 0;
			describe();
			timer ??= setInterval(describe, describeMs).unref();
		}
	};

	const stop = () => {
		clearInterval(timer);
		timer = undefined;
		watching.stop();
	};

	return {
		follow() {
			const {file, watched} = workload();
			if (session().scenario !== opened) {
				opened = session().scenario;
				before = ids();
				stamp = stamps(watched?.files ?? []);
			}

			exercise.watch(file ? [file.path] : []);
			const wanted = session().watch ? session().scenario : undefined;
			if (wanted === followed) {
				return;
			}

			followed = wanted;
			stop();
			if (wanted !== undefined) {
				start();
				const {notice = announcement(watching.files())} = session();
				dispatch({type: 'notice', text: notice});
			}
		},
		delays(action) {
			const {broken, watch, run} = session();
			const {watched, choice} = workload();
			if (action.type !== 'run-again' || !watched) {
				return false;
			}

			const isSet = choice.tasks(session().seed).length > 0;
			// If a file is gone, the start of the run reports it.
			const allExist = watched.files.every(path => existsSync(path));
			const isStale = !watch && run > 0 && isSet && allExist && stamps(watched.files) !== stamp;
			if (broken === undefined && !isStale) {
				return false;
			}

			stamp = stamps(watched.files);
			void (isStale ? refresh() : watching.check());
			return true;
		},
		saved: () => saved,
		watched: watching.count,
		stop() {
			exercise.stop();
			stop();
		},
	};
}

/** Returns a text that changes when one of these files does: their times and sizes. */
function stamps(paths: readonly string[]): string {
	return paths
		.map(path => {
			const {mtimeMs, size} = statSync(path, {throwIfNoEntry: false}) ?? {};
			return `${mtimeMs} ${size}`;
		})
		.join();
}

function announcement(files: string | undefined): string {
	return files === undefined
		? 'Watching starts with the first async call of the command.'
		: `Watching ${files}: each save runs again.`;
}
