import type {RunExit} from '../../../exports/lines/run-exit.ts';
import type {Session} from '../../../session/session.ts';
import {updateWatch} from '../../../session/update-watch.ts';
import {createWatching} from '../../../store/watching.ts';
import {printable} from '../../../text/printable.ts';
import type {Catalog} from '../../../workloads/catalog.ts';
import type {Workload} from '../../../workloads/workload.ts';

type PrintWatchedOptions = {
	readonly workload: Workload;
	readonly session: Session;
	readonly catalog: Pick<Catalog, 'reopen' | 'problemIn'>;
	/**
	 * Prints one run, and calls `described` with the names of the files that its calls are in. Resolves with how
	 * it ended.
	 */
	readonly print: (
		workload: Workload,
		session: Session,
		described: (names: readonly string[]) => void,
	) => Promise<RunExit>;
	/** Ends the run that is being printed. */
	readonly interrupt: () => void;
	readonly warn: (sentence: string) => void;
	/** Aborted when no further run may start. */
	readonly stop: AbortSignal;
};

/**
 * Prints a run, and another one each time that a file of it is saved, until `stop` is aborted or there is nothing to
 * watch. Resolves with how the last run ended.
 */
export async function printWatched({
	catalog,
	print,
	interrupt,
	warn,
	stop,
	...first
}: PrintWatchedOptions): Promise<RunExit> {
	let {workload, session} = first;
	let exit: RunExit = 0;
	let isChanged = true;
	let wake = () => {};
	const watching = createWatching({
		...catalog,
		onProblem(sentence) {
			if (sentence !== undefined) {
				warn(printable(sentence));
			}
		},
		onReady(opened, saved) {
			const before = workload.choice.tasks(session.seed).map(({id}) => id);
			session = updateWatch(session, {type: 'reload', before}, opened.choice).session;
			workload = opened;
			isChanged = true;
			warn(`${printable(saved.join(', '))} saved.`);
			interrupt();
			wake();
		},
	});
	const {watched} = workload;
	const onStop = () => wake();
	stop.addEventListener('abort', onStop);
	// The watchers alone do not keep this process alive.
	const alive = setInterval(() => {}, 2 ** 30);
	try {
		if (watched) {
			watching.start(watched);
		}

		while (!stop.aborted) {
			isChanged = false;
			exit = await print(workload, session, watching.describe);
			const files = watching.files();
			if (isChanged || stop.aborted) {
				continue;
			}

			warn(
				files === undefined
					? 'nothing to watch: no file of the command was seen.'
					: `watching ${printable(files)}. Ctrl+C ends.`,
			);
			if (files === undefined) {
				break;
			}

			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
	} finally {
		clearInterval(alive);
		stop.removeEventListener('abort', onStop);
		watching.stop();
	}

	return exit;
}
