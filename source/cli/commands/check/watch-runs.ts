import type {Run} from '../../../engines/engine.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../../model/analysis/findings/index.ts';
import type {Follower} from '../../../model/follow.ts';
import {follow} from '../../../model/follow.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';

/**
 * A process that was watched. `findings`: what was found before it was stopped, because in a program that has ended
 * nothing is stuck.
 */
export type WatchedRun = {readonly trace: Trace; readonly findings: readonly Finding[]};

/** How a program ended: by itself, or stopped because of its time or a finding. */
export type WatchedEnd = {
	/** The runs of all its processes, in the order in which they connected. Empty if the program never started. */
	readonly runs: readonly WatchedRun[];
	readonly stoppedBy?: 'time' | 'deadline' | 'finding';
};

/**
 * When to stop a program. `forMs`: ms from the start of the program. `deadlineMs`: ms from the start of its process.
 * `stopsOnError`: whether a proved error ends the run.
 */
export type WatchOptions = {
	readonly forMs: number | undefined;
	readonly deadlineMs: number;
	readonly stopsOnError: boolean;
};

/** ms from the request to end until a program is killed. */
const killDelayMs = 5000;

/**
 * Reads the run that `start` starts, and the runs of all other processes of its command, to their ends. Stops them when
 * their time is up or an error, such as a deadlock, is proved. `onEvent` gets each event, whether it is of the first
 * process, and whether the program was stopped before.
 */
export async function watchRuns(
	start: (onProcess: (other: Run) => void) => Run,
	{forMs, deadlineMs, stopsOnError}: WatchOptions,
	onEvent: (event: TraceEvent, isFirst: boolean, isStopped: boolean) => void,
): Promise<WatchedEnd> {
	const runs: (WatchedRun & {readonly follower: Follower; findings: readonly Finding[]})[] = [];
	const others: Promise<void>[] = [];
	let stoppedBy: WatchedEnd['stoppedBy'];
	let kill: NodeJS.Timeout | undefined;
	const first = start(other => others.push(read(other)));
	const stop = (why: NonNullable<WatchedEnd['stoppedBy']>) => {
		if (stoppedBy) return;
		stoppedBy = why;
		first.signal('SIGINT');
		kill = setTimeout(() => first.signal('SIGKILL'), killDelayMs);
	};
	const check = () => {
		if (stoppedBy) return;
		for (const run of runs) run.findings = findingsOf(run.follower.at(first.clock()));
		const all = runs.flatMap(({findings}) => findings);
		if (stopsOnError && all.some(({severity, proof}) => severity === 'error' && proof === 'proved')) stop('finding');
	};
	const checkAndStop = (why: NonNullable<WatchedEnd['stoppedBy']>) => {
		check();
		stop(why);
	};
	// The deadline counts from the start of the process, so that a program that never starts is stopped as well.
	const timers = [setInterval(check, 1000), setTimeout(checkAndStop, deadlineMs, 'deadline')];
	async function read(run: Run): Promise<void> {
		const onTrace = (trace: Trace) => void runs.push({trace, follower: follow(trace), findings: []});
		for await (const events of collect(run, {onTrace})) {
			for (const event of events) {
				if (run === first && event.type === 'run-started' && forMs !== undefined)
					timers.push(setTimeout(checkAndStop, forMs, 'time'));
				onEvent(event, run === first, stoppedBy !== undefined);
			}
		}
	}
	try {
		await read(first);
		await Promise.all(others);
	} finally {
		for (const timer of timers) clearTimeout(timer);
		clearTimeout(kill);
	}
	return {runs, ...(stoppedBy && {stoppedBy})};
}
