import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compareTable} from '../model/analysis/comparison-table.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {UpdateContext} from '../session/context.ts';
import type {Session} from '../session/session.ts';
import {comparedFields} from '../session/session.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import type {Trace} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';
import type {UnreadableProgram} from '../workloads/read-listings.ts';
import type {Workload} from '../workloads/workload.ts';
import {followerOf} from './followers.ts';
import type {History} from './run-history.ts';
import type {ComparedRun} from './run-sequentially.ts';
import {comparableStrategies, runSequentially} from './run-sequentially.ts';

/** Runs the work of a comparison, one run at a time. */
export type Comparison = {
	/** Whether the runs with this key are or were compared. False if that comparison was left before its end. */
	readonly isFor: (key: string) => boolean;
	/**
	 * Aborts the current comparison and starts another. A comparison with the same key that was left continues after the
	 * runs that ended. `key`: see `comparisonKey`.
	 */
	readonly start: (key: string, runs: readonly ComparedRun[]) => void;
	/** Aborts the comparison. The runs that ended are kept until another one starts. */
	readonly leave: () => void;
	/**
	 * Returns the models of the compared runs in their order, at their last event. A run that has not started has the
	 * model of its description.
	 */
	readonly models: () => readonly Model[];
	readonly isRunning: () => boolean;
	/** Grows with each event. */
	readonly eventCount: () => number;
	/** Returns the runs of a strategy, or of all, that ended: one for each language. */
	readonly ended: (strategy?: string) => readonly Trace[];
};

type CurrentComparison = {
	readonly key: string;
	readonly unstarted: readonly Model[];
	readonly abort: AbortController;
	readonly traces: Trace[];
	readonly ended: Trace[];
	hasEnded: boolean;
	isLeft: boolean;
};

/** Creates a comparison. `onEnd` is called with each run that ends; `saver` gets the events of all. */
export function createComparison(onEnd: (trace: Trace) => void, saver?: Pick<RunSaver, 'run'>): Comparison {
	let current: CurrentComparison | undefined;

	const run = async (compared: CurrentComparison, runs: readonly ComparedRun[]) => {
		const onTrace = (trace: Trace) => compared.traces.push(trace);
		const rest = runs.slice(compared.ended.length);
		for await (const trace of runSequentially(rest, compared.abort.signal, onTrace, saver)) {
			compared.ended.push(trace);
			compared.hasEnded = compared.ended.length === runs.length;
			onEnd(trace);
		}

		compared.hasEnded = !compared.isLeft;
	};

	const leave = () => {
		if (current && !current.hasEnded) {
			current.abort.abort();
			current.isLeft = true;
		}
	};

	return {
		isFor: key => current?.key === key && !current.isLeft,
		start(key, runs) {
			leave();
			// Both comparisons have the same order, so the runs that ended are the first ones.
			const ended = current?.key === key && current.isLeft ? current.ended : [];
			current = {
				key,
				unstarted: runs.map(unstarted),
				abort: new AbortController(),
				traces: [...ended],
				ended: [...ended],
				hasEnded: false,
				isLeft: false,
			};
			void run(current, runs);
		},
		leave,
		models() {
			const started = current?.traces.map(trace => followerOf(trace).at(lastEventAt(trace))) ?? [];
			return [...started, ...(current?.unstarted.slice(started.length) ?? [])];
		},
		isRunning: () => current !== undefined && !current.hasEnded && !current.isLeft,
		eventCount: () => current?.traces.reduce((sum, trace) => sum + trace.length, 0) ?? 0,
		ended: strategy =>
			current?.ended.filter(
				([
					{
						strategy: {name},
					},
				]) => strategy === undefined || name === strategy,
			) ?? [],
	};
}

function unstarted({engine, program}: ComparedRun): Model {
	return modelAt([describeRun(engine.language, program)], 0);
}

/** Identifies what a session compares: sessions with the same key compare the same runs. */
export function comparisonKey(session: Session): string {
	return JSON.stringify(comparedFields.map(field => session[field]));
}

/**
 * Returns all runs that a session compares: strategy by strategy, in each of its languages. If a program cannot be
 * read, returns that program.
 */
export function runsToCompare(
	workload: Workload,
	session: Session,
	engines: readonly Engine[],
): readonly ComparedRun[] | UnreadableProgram {
	const runs: ComparedRun[] = [];
	for (const {name} of workload.strategies) {
		for (const engine of engines.filter(({language}) => isCompared(name, language, workload, session))) {
			const program = workload.program({...session, strategy: name}, engine.language);
			if ('error' in program) {
				return program;
			}

			if (program.files.length > 0) {
				runs.push({engine, program});
			}
		}
	}

	return runs;
}

function isCompared(name: string, language: Engine['language'], workload: Workload, session: Session): boolean {
	return (
		(session.language === 'both' || session.language === language) &&
		(session.compare?.includes(name) ??
			comparableStrategies(workload.strategies, session, language).some(strategy => strategy.name === name))
	);
}

/** Returns the rows of the comparison, in the order of its table. */
export function comparedRows(comparison: Comparison, history: History): UpdateContext['compared'] {
	const runs = history.of(comparison.ended());
	return compareTable(comparison.models(), !comparison.isRunning()).rows.map(({id, model}) => ({
		id,
		strategy: model.description.strategy.name,
		hasEnded: model.end !== undefined,
		historyId: runs.find(({traces}) => traces.some(([description]) => description === model.description))?.id,
	}));
}
