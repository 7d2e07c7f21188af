import type {Run} from '../../../engines/engine.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../../model/analysis/findings/index.ts';
import {follow} from '../../../model/follow.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';

/** How a run came to its end: by itself, or stopped because of its time or of what was found. */
export type WatchedEnd = {
	readonly trace: Trace;
	readonly stoppedBy?: 'time' | 'deadline' | 'finding';
	/** What was found before it was stopped: a program that ends has nothing that is stuck. */
	readonly findings: readonly Finding[];
};

/** `stopsOnError`: whether a proved error ends the run. Times in ms, the first from the start of the program. */
export type WatchOptions = {
	readonly forMs: number | undefined;
	readonly deadlineMs: number;
	readonly stopsOnError: boolean;
};

/** ms after which a program that was asked to end is killed. */
const patience = 5000;

/**
 * Reads a run to its end, and stops it when its time is over or an error is proved, such as a deadlock. `onEvent` gets each event. Undefined if
 * the run never began.
 */
export async function watchRun(
	run: Run,
	{forMs, deadlineMs, stopsOnError}: WatchOptions,
	onEvent: (event: TraceEvent, isStopped: boolean) => void,
): Promise<WatchedEnd | undefined> {
	let trace: Trace | undefined;
	let stoppedBy: WatchedEnd['stoppedBy'];
	let findings: readonly Finding[] = [];
	let kill: NodeJS.Timeout | undefined;
	let follower: ReturnType<typeof follow> | undefined;
	const stop = (why: NonNullable<WatchedEnd['stoppedBy']>) => {
		if (stoppedBy) return;
		stoppedBy = why;
		run.signal('SIGINT');
		kill = setTimeout(() => run.signal('SIGKILL'), patience);
	};
	const look = () => {
		if (!follower || stoppedBy) return;
		findings = findingsOf(follower.at(run.clock()));
		if (stopsOnError && findings.some(({severity, proof}) => severity === 'error' && proof === 'proved'))
			stop('finding');
	};
	// From the start of the process: a program that never begins is stopped as well.
	const timers = [
		setInterval(look, 1000),
		setTimeout(() => {
			look();
			stop('deadline');
		}, deadlineMs),
	];
	try {
		for await (const event of collect(run, {
			onTrace(growing) {
				trace = growing;
				follower = follow(growing);
			},
		})) {
			if (event.type === 'run-started' && forMs !== undefined) {
				timers.push(
					setTimeout(() => {
						look();
						stop('time');
					}, forMs),
				);
			}
			onEvent(event, stoppedBy !== undefined);
		}
	} finally {
		for (const timer of timers) clearTimeout(timer);
		clearTimeout(kill);
	}
	return trace && {trace, findings, ...(stoppedBy && {stoppedBy})};
}
