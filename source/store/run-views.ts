import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compare} from '../model/analysis/comparison.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {LanguageChoice} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {RunView, RunViews} from '../view/props.ts';
import {comparedSides} from '../view/sides.ts';
import type {Workload} from '../workloads/workload.ts';
import type {History, HistoryEntry} from './run-history.ts';

type Language = Engine['language'];

export function selectedLanguages(choice: LanguageChoice): readonly [Language, ...Language[]] {
	return choice === 'both' ? ['javascript', 'python'] : [choice];
}

type RunViewContext = {
	readonly history: History;
	readonly workload: Workload;
	/** Entries of the history to compare the visible runs with, unless the user selected a ghost. */
	readonly baselines: readonly HistoryEntry[];
	/** The visible runs at their ends. Empty until all have ended. */
	readonly modelsAtEnd: readonly Model[];
};

/** Returns a view for each language of a session. A language that has not run shows what would run. */
export function runViewsOf(
	models: readonly Model[],
	session: Session,
	{history, workload, baselines, modelsAtEnd}: RunViewContext,
): RunViews {
	const chosenGhost = history.run(session.ghost);
	const viewOf = (language: Language): RunView => {
		// A command runs in the language of its processes.
		const only = workload.choice.user?.isCommand ? models[0] : undefined;
		const model = only ?? models.find(({description}) => description.language === language);
		const shown = model ?? unstarted(session, language, workload);
		const ofEnd = modelsAtEnd.find(({description}) => description.language === shown.description.language) ?? shown;
		return {
			...(model ? baselinesFor(model, history.runs(), {chosenGhost, baselines}) : noBaselines),
			model: shown,
			// A language without a program counts as ended when the other one has.
			modelAtEnd: modelsAtEnd.length > 0 ? ofEnd : undefined,
		};
	};
	if (session.versus) {
		return versusViews(session.versus, models, session, workload, modelsAtEnd);
	}
	const [first, second] = selectedLanguages(session.language);
	return second ? [viewOf(first), viewOf(second)] : [viewOf(first)];
}

/** Returns the views of two strategies, in their order. One that has not run shows what would run. */
function versusViews(
	strategies: readonly [string, string],
	models: readonly Model[],
	session: Session,
	workload: Workload,
	modelsAtEnd: readonly Model[],
): RunViews {
	const [language] = selectedLanguages(session.language);
	const viewOf = (index: 0 | 1): RunView => {
		const strategy = strategies[index];
		const model =
			models.length > 1 ? models[index] : models.find(({description}) => description.strategy.name === strategy);
		return {
			...noBaselines,
			model: model ?? unstarted({...session, strategy}, language, workload),
			modelAtEnd: modelsAtEnd[index],
		};
	};
	return comparedSides([viewOf(0), viewOf(1)]);
}

/** Returns the view of a run with its default comparisons. */
export function runViewOf(model: Model, history: History): RunView {
	const compared = baselinesFor(model, history.runs(), {chosenGhost: undefined, baselines: []});
	return {...compared, model, modelAtEnd: undefined};
}

type Baselines = Pick<RunView, 'previous' | 'ghostId' | 'sequential'>;

const noBaselines: Baselines = {previous: undefined, ghostId: undefined, sequential: undefined};

/** Returns the runs that a run is compared with. `runs`: newest first. */
function baselinesFor(
	model: Model,
	runs: readonly HistoryEntry[],
	{
		chosenGhost,
		baselines,
	}: {readonly chosenGhost: HistoryEntry | undefined; readonly baselines: readonly HistoryEntry[]},
): Baselines {
	const {description} = model;
	const traceOf = (run: HistoryEntry) => run.traces.find(([each]) => each.language === description.language);
	const isOwn = (run: HistoryEntry) => traceOf(run)?.[0] === description;
	const modelOf = (run: HistoryEntry | undefined) =>
		run?.models().find(each => each.description.language === description.language);
	const older = runs.slice(runs.findIndex(isOwn) + 1).filter(traceOf);
	const before = older[0];
	// A ghost is another run of the same work.
	const ghost = [...(chosenGhost ? [chosenGhost] : []), ...baselines].find(
		run => !isOwn(run) && compare(model, modelOf(run)) !== undefined,
	);
	const isSequential = (run: HistoryEntry) => traceOf(run)?.[0].strategy.name === 'sequential';
	const sequential = runs.find(
		run => isSequential(run) && traceOf(run)?.[0].scenario.name === description.scenario.name,
	);
	return {
		previous: modelOf(ghost ?? before),
		ghostId: ghost && (ghost === chosenGhost || ghost !== before) ? ghost.id : undefined,
		sequential: model.end && description.strategy.name === 'sequential' ? model : modelOf(sequential),
	};
}

/** Returns the model of a program that has not started. */
function unstarted(session: Session, language: Language, workload: Workload): Model {
	return modelAt([describeRun(language, workload.program(session, language))], 0);
}
