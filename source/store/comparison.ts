import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compareTable} from '../model/analysis/comparison-table.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Session, World} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalogue} from '../workloads/catalog.ts';
import {lastOf, readerOf} from './followers.ts';
import type {History} from './run-history.ts';
import type {ComparedRun} from './run-sequentially.ts';
import {compareRuns, worthComparing} from './run-sequentially.ts';

/** The runs that stand in the table of a comparison, each started when the one before is over. */
export type Comparison = {
	/** Whether it is of this work, over or not. */
	readonly isOf: (work: string) => boolean;
	/** Aborts what it is at, and begins anew. `work` names what is compared: see `comparedWork`. */
	readonly begin: (work: string, runs: readonly ComparedRun[]) => void;
	/** Aborts it; the table is forgotten, unless all has run. */
	readonly leave: () => void;
	/** In the order of their runs, at the last moment told; of one that has not begun, the model of its description. */
	readonly models: () => readonly Model[];
	readonly isRunning: () => boolean;
	/** Grows with each event. */
	readonly told: () => number;
	/** Those that are over, one in each language that it runs in; of all strategies, if none is named. */
	readonly ended: (strategy?: string) => readonly Trace[];
};

type Present = {
	readonly work: string;
	readonly unstarted: readonly Model[];
	readonly abort: AbortController;
	readonly traces: Trace[];
	readonly ended: Trace[];
	isOver: boolean;
};

/** `onEnd` is called with each run that is over. */
export function createComparison(onEnd: (trace: Trace) => void): Comparison {
	let present: Present | undefined;

	const run = async (compared: Present, runs: readonly ComparedRun[]) => {
		const told = (trace: Trace) => {
			if (compared.traces.at(-1) !== trace) {
				compared.traces.push(trace);
			}
		};
		for await (const trace of compareRuns(runs, compared.abort.signal, told)) {
			compared.ended.push(trace);
			compared.isOver = compared.ended.length === runs.length;
			onEnd(trace);
		}

		compared.isOver = true;
	};

	const leave = () => {
		if (present && !present.isOver) {
			present.abort.abort();
			present = undefined;
		}
	};

	return {
		isOf: work => present?.work === work,
		begin(work, runs) {
			leave();
			present = {
				work,
				unstarted: runs.map(unstarted),
				abort: new AbortController(),
				traces: [],
				ended: [],
				isOver: false,
			};
			void run(present, runs);
		},
		leave,
		models() {
			const begun = present?.traces.map(trace => readerOf(trace).at(lastOf(trace))) ?? [];
			return [...begun, ...(present?.unstarted.slice(begun.length) ?? [])];
		},
		isRunning: () => present !== undefined && !present.isOver,
		told: () => present?.traces.reduce((sum, trace) => sum + trace.length, 0) ?? 0,
		ended: strategy =>
			present?.ended.filter(
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

/** Two sessions with the same work compare the same runs. */
export function comparedWork({scenario, language, limit, seed, tasks, compare, comparison}: Session): string {
	return JSON.stringify([scenario, language, limit, seed, tasks, compare, comparison]);
}

/** All that a session can compare: strategy after strategy, in each of its languages. */
export function runsToCompare(
	entry: NonNullable<ReturnType<Catalogue['entry']>>,
	session: Session,
	engines: readonly Engine[],
): readonly ComparedRun[] {
	return entry.strategies.flatMap(({name}) =>
		engines.flatMap(engine => {
			const {language} = engine;
			const isChosen = session.language === 'both' || session.language === language;
			const isAsked =
				session.compare?.includes(name) ??
				worthComparing(entry.strategies, session, language).some(strategy => strategy.name === name);
			const program = isChosen && isAsked ? entry.program({...session, strategy: name}, language) : undefined;
			return program && program.files.length > 0 ? [{engine, program}] : [];
		}),
	);
}

/** The rows of its table, in the order in which they stand there. */
export function comparedRows(comparison: Comparison, history: History): World['compared'] {
	const runs = history.of(comparison.ended());
	return compareTable(comparison.models(), !comparison.isRunning()).rows.map(({id, model}) => ({
		id,
		strategy: model.description.strategy.name,
		hasEnded: model.end !== undefined,
		kept: runs.find(({traces}) => traces.some(([description]) => description === model.description))?.id,
	}));
}
