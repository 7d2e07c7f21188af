import type {TraceEvent} from '../../trace/event.ts';
import type {Run} from '../engine.ts';

/**
 * How long a task may stay on the thread after it was cancelled, in ms. A little longer than the runner's own limit,
 * which applies if the runner can react.
 */
const patienceMs = 300;

/**
 * Kills the process if a cancelled task blocks the thread for 300 ms in a C function that holds the interpreter's lock,
 * because the runner cannot react then. `start` starts the run.
 */
export function killIfUnresponsive(start: (signal: AbortSignal) => Run, signal: AbortSignal): Run {
	const killing = new AbortController();
	const run = start(AbortSignal.any([signal, killing.signal]));
	const parents = new Map<string, string>();
	let last: TraceEvent | undefined;
	let waiting: NodeJS.Timeout | undefined;

	const isBlockedBy = (task: string) => {
		let holder = last?.type === 'loop-blocked' ? last.task : undefined;
		while (holder !== undefined && holder !== task) {
			holder = parents.get(holder);
		}

		return holder === task;
	};

	return {
		clock: run.clock,
		signal: run.signal,
		...(run.input && {input: run.input}),
		cancel(task) {
			run.cancel(task);
			const before = last;
			if (isBlockedBy(task)) {
				waiting ??= setTimeout(() => {
					waiting = undefined;
					if (last === before) {
						killing.abort();
					}
				}, patienceMs);
			}
		},
		async *[Symbol.asyncIterator]() {
			try {
				for await (const events of run) {
					for (const event of events) {
						last = event;
						if (event.type === 'task-created' && event.parent !== undefined) {
							parents.set(event.task, event.parent);
						}
					}

					yield killing.signal.aborted ? events.map(withReason) : events;
				}
			} finally {
				clearTimeout(waiting);
			}
		},
	};
}

/** Says in the end of a run why its process was killed. */
const withReason = (event: TraceEvent): TraceEvent =>
	event.type === 'run-ended' ? {...event, error: killedError} : event;

const killedError = {
	name: 'Cancelled',
	message: 'the cancelled task was blocking the thread, so its process was killed',
};
