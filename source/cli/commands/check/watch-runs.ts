import type {Run} from '../../../engines/engine.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {findingsOf} from '../../../model/analysis/findings/index.ts';
import type {Follower} from '../../../model/follow.ts';
import {follow} from '../../../model/follow.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';

/** A process that was watched. `findings`: what was found before it was stopped, as a program that ends has nothing that is stuck. */
export type WatchedRun = {readonly trace: Trace; readonly findings: readonly Finding[]};

/** How a program came to its end: by itself, or stopped because of its time or of what was found. */
export type WatchedEnd = {
	/** Of all its processes, in the order in which they came. None if the program never began. */
	readonly runs: readonly WatchedRun[];
	readonly stoppedBy?: 'time' | 'deadline' | 'finding';
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
 * Reads the run that `start` starts, and those of all other processes of its command, to their ends. Stops them when their time is over or an error is proved, such as a deadlock.
 * `onEvent` gets each event, and whether it is of the first process.
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
		kill = setTimeout(() => first.signal('SIGKILL'), patience);
	};
	const look = () => {
		if (stoppedBy) return;
		for (const run of runs) run.findings = findingsOf(run.follower.at(first.clock()));
		const all = runs.flatMap(({findings}) => findings);
		if (stopsOnError && all.some(({severity, proof}) => severity === 'error' && proof === 'proved')) stop('finding');
	};
	const lookAndStop = (why: NonNullable<WatchedEnd['stoppedBy']>) => {
		look();
		stop(why);
	};
	// From the start of the process: a program that never begins is stopped as well.
	const timers = [setInterval(look, 1000), setTimeout(lookAndStop, deadlineMs, 'deadline')];
	async function read(run: Run): Promise<void> {
		const onTrace = (trace: Trace) => void runs.push({trace, follower: follow(trace), findings: []});
		for await (const event of collect(run, {onTrace})) {
			if (run === first && event.type === 'run-started' && forMs !== undefined)
				timers.push(setTimeout(lookAndStop, forMs, 'time'));
			onEvent(event, run === first, stoppedBy !== undefined);
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
