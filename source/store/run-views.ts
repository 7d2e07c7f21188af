import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compare} from '../model/analysis/comparison.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {LanguageChoice} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {Workload} from '../workloads/workload.ts';
import type {History, HistoryEntry} from './run-history.ts';

/** A run as it is shown, and the runs of the history that it is compared with. */
export type RunView = {
	readonly model: Model;
	/** The one behind it: that which was chosen, if it did the same work, else the one that was over before it. */
	readonly previous: Model | undefined;
	/** The number of `previous` in the history, where it is not simply the run before. */
	readonly ghost?: number | undefined;
	/** The last sequential run. */
	readonly sequential: Model | undefined;
};

export type RunViews = readonly [RunView, RunView | undefined];

type Language = Engine['language'];

export function selectedLanguages(choice: LanguageChoice): readonly [Language, ...Language[]] {
	return choice === 'both' ? ['javascript', 'python'] : [choice];
}

type RunViewContext = {
	readonly history: History;
	readonly workload: Workload;
	/** Runs of the history that lie behind those that are shown, where the user has chosen no other. */
	readonly baselines: readonly HistoryEntry[];
};

/** What a session shows of these runs; where none is there in a language, what would run. */
export function runViewsOf(
	models: readonly Model[],
	session: Session,
	{history, workload, baselines}: RunViewContext,
): RunViews {
	const chosenGhost = history.run(session.ghost);
	const viewOf = (language: Language): RunView => {
		const model = models.find(({description}) => description.language === language);
		return model
			? {model, ...baselinesFor(model, history.runs(), {chosenGhost, baselines})}
			: {model: unstarted(session, language, workload), previous: undefined, sequential: undefined};
	};
	const [first, second] = selectedLanguages(session.language);
	return [viewOf(first), second && viewOf(second)];
}

/** A run with the others of the history that it is compared with by itself. */
export function runViewOf(model: Model, history: History): RunView {
	return {model, ...baselinesFor(model, history.runs(), {chosenGhost: undefined, baselines: []})};
}

/** Of a run, the others that it is shown with; `runs`: the last first. */
function baselinesFor(
	model: Model,
	runs: readonly HistoryEntry[],
	{
		chosenGhost,
		baselines,
	}: {readonly chosenGhost: HistoryEntry | undefined; readonly baselines: readonly HistoryEntry[]},
): Omit<RunView, 'model'> {
	const {description} = model;
	const traceOf = (run: HistoryEntry) => run.traces.find(([each]) => each.language === description.language);
	const isOwn = (run: HistoryEntry) => traceOf(run)?.[0] === description;
	const modelOf = (run: HistoryEntry | undefined) =>
		run?.models().find(each => each.description.language === description.language);
	const older = runs.slice(runs.findIndex(isOwn) + 1).filter(traceOf);
	const before = older[0];
	// No run is its own ghost, and only one of the same work can be one.
	const ghost = [...(chosenGhost ? [chosenGhost] : []), ...baselines].find(
		run => !isOwn(run) && compare(model, modelOf(run)) !== undefined,
	);
	const isSequential = (run: HistoryEntry) => traceOf(run)?.[0].strategy.name === 'sequential';
	const sequential = runs.find(
		run => isSequential(run) && traceOf(run)?.[0].scenario.name === description.scenario.name,
	);
	return {
		previous: modelOf(ghost ?? before),
		...(ghost && (ghost === chosenGhost || ghost !== before) && {ghost: ghost.id}),
		sequential: model.end && description.strategy.name === 'sequential' ? model : modelOf(sequential),
	};
}

/** What there is to see before a program was started. */
function unstarted(session: Session, language: Language, workload: Workload): Model {
	return modelAt([describeRun(language, workload.program(session, language))], 0);
}
