import {modelAt} from '../model/follow.ts';
import {startAt, startOf} from '../trace/align-starts.ts';
import type {RunDescription} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';
import {modelOfEnded} from './followers.ts';
import type {RunReader} from './live-runs.ts';

/** Identifies the run in progress among the runs that were started last. */
export type VersusRun = Pick<RunDescription, 'language'> & {readonly strategy: string};

type Sides = {
	/** The run in progress. */
	readonly running: VersusRun;
	/** The ended run. It plays beside the run in progress, from the moment that the run in progress starts. */
	readonly past: Trace | undefined;
	readonly isPastLeft: boolean;
};

/** Creates a reader for a run in progress and an ended one beside it, on the clock of the one in progress. */
export function readerForVersus(live: RunReader, {running, past, isPastLeft}: Sides): RunReader {
	const isRunning = ({strategy, language}: RunDescription) =>
		strategy.name === running.strategy && language === running.language;
	const liveTraces = () => live.traces().filter(([description]) => isRunning(description));
	const inOrder = <T>(now: readonly T[], ended: readonly T[]) => (isPastLeft ? [...ended, ...now] : [...now, ...ended]);
	/** Returns the ended run on the clock of the run in progress. Undefined until that one starts. */
	const moved = (): Trace | undefined => {
		const [trace] = liveTraces();
		const start = trace && startOf(trace);
		return past && start !== undefined ? startAt(past, start) : undefined;
	};
	const pastAt = (moment: number | undefined) => {
		const trace = moved();
		return past ? [trace ? modelOfEnded(trace, moment) : modelAt([past[0]], 0)] : [];
	};
	const traces = () => inOrder(liveTraces(), past ? [past] : []);
	return {
		at: moment =>
			inOrder(
				live.at(moment).filter(({description}) => isRunning(description)),
				pastAt(moment ?? live.clock()),
			),
		modelsAtEnd: () => [],
		traces,
		onClock: () => inOrder(liveTraces(), past ? [moved() ?? past] : []),
		eventCount: () => traces().reduce((sum, trace) => sum + trace.length, 0),
		clock: live.clock,
	};
}
