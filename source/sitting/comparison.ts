import type {Catalogue} from '../catalogue/catalogue.ts';
import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compareTable} from '../model/compare-table.ts';
import type {Follower} from '../model/follow.ts';
import {follow, modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Session, World} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {ComparedRun} from './compare-runs.ts';
import {compareRuns, worthComparing} from './compare-runs.ts';
import type {Ended} from './runs.ts';

/** The runs that stand in the table of a comparison, each started when the one before is over. */
export type Comparison = {
	/** Whether it is of this work, over or not. */
	readonly isOf: (work: string) => boolean;
	/** Aborts what it is at, and begins anew. `work` names what is compared: see `workOf`. */
	readonly begin: (work: string, runs: readonly ComparedRun[]) => void;
	/** Aborts it; what has run so far is forgotten, unless all has. */
	readonly leave: () => void;
	/** In the order of their runs, at the last moment told; of one that has not begun, the model of its description. */
	readonly models: () => readonly Model[];
	readonly isRunning: () => boolean;
	/** Grows with each event. */
	readonly told: () => number;
	/** The run of a strategy in each language, beside its Sequential; of that itself, beside Concurrent. */
	readonly ended: (strategy: string) => ReadonlyMap<Engine['language'], Ended>;
};

type Present = {
	readonly work: string;
	readonly unstarted: readonly Model[];
	readonly abort: AbortController;
	readonly runs: {readonly trace: Trace; readonly reader: Follower}[];
	isOver: boolean;
};

/** `onEnd` is called when all have run. */
export function createComparison(onEnd: () => void): Comparison {
	let present: Present | undefined;

	const run = async (compared: Present, runs: readonly ComparedRun[]) => {
		const told = (trace: Trace) => {
			if (compared.runs.at(-1)?.trace !== trace) {
				compared.runs.push({trace, reader: follow(trace)});
			}
		};
		for await (const _trace of compareRuns(runs, compared.abort.signal, told)) {
			// What it has told is kept.
		}

		compared.isOver = true;
		if (!compared.abort.signal.aborted) {
			onEnd();
		}
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
			present = {work, unstarted: runs.map(unstarted), abort: new AbortController(), runs: [], isOver: false};
			void run(present, runs);
		},
		leave,
		models() {
			const begun = present?.runs.map(({trace, reader}) => reader.at(trace.at(-1)?.at ?? 0)) ?? [];
			return [...begun, ...(present?.unstarted.slice(begun.length) ?? [])];
		},
		isRunning: () => present !== undefined && !present.isOver,
		told: () => present?.runs.reduce((sum, {trace}) => sum + trace.length, 0) ?? 0,
		ended(strategy) {
			const traces = present?.runs.map(({trace}) => trace) ?? [];
			const of = (language: string, name: string) =>
				traces.find(([described]) => described.language === language && described.strategy.name === name);
			const ended = traces.filter(trace => {
				return trace[0].strategy.name === strategy && trace.some(({type}) => type === 'run-ended');
			});
			return new Map(
				ended.map(trace => {
					const {language} = trace[0];
					return [language, {trace, before: of(language, strategy === 'sequential' ? 'concurrent' : 'sequential')}];
				}),
			);
		},
	};
}

function unstarted({engine, program}: ComparedRun): Model {
	return modelAt([describeRun(engine.language, program)], 0);
}

/** Two sessions with the same work compare the same runs. */
export function workOf({scenario, language, limit, seed, tasks, compare, comparison}: Session): string {
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
export function comparedRows(comparison: Comparison): World['compared'] {
	return compareTable(comparison.models(), !comparison.isRunning()).rows.map(({id, model}) => ({
		id,
		strategy: model.description.strategy.name,
		hasEnded: model.end !== undefined,
	}));
}
