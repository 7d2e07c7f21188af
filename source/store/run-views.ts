import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {compare} from '../model/analysis/comparison.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {LanguageChoice, Session} from '../session/session.ts';
import type {Entry} from '../workloads/workload.ts';
import type {History, KeptRun} from './run-history.ts';

/** A run as it is shown, and the runs of the history that it is compared with. */
export type Picture = {
	readonly model: Model;
	/** The one behind it: that which was chosen, if it did the same work, else the one that was over before it. */
	readonly previous: Model | undefined;
	/** The number of `previous` in the history, where it is not simply the run before. */
	readonly ghost?: number | undefined;
	/** The last sequential run. */
	readonly sequential: Model | undefined;
};

type Language = Engine['language'];

export function chosenLanguages(choice: LanguageChoice): readonly [Language, ...Language[]] {
	return choice === 'both' ? ['javascript', 'python'] : [choice];
}

type Around = {
	readonly history: History;
	readonly entry: Entry;
	/** Runs of the history that lie behind those that are shown, where the user has chosen no other. */
	readonly behind: readonly KeptRun[];
};

/** What a session shows of these runs; where none is there in a language, what would run. */
export function picturesOf(
	models: readonly Model[],
	session: Session,
	{history, entry, behind}: Around,
): readonly [Picture, Picture | undefined] {
	const chosen = history.run(session.ghost);
	const shown = (language: Language): Picture => {
		const model = models.find(({description}) => description.language === language);
		return model
			? {model, ...besides(model, history.runs(), {chosen, behind})}
			: {model: unstarted(session, language, entry), previous: undefined, sequential: undefined};
	};
	const [first, second] = chosenLanguages(session.language);
	return [shown(first), second && shown(second)];
}

/** A run with the others of the history that it is compared with by itself. */
export function pictureOf(model: Model, history: History): Picture {
	return {model, ...besides(model, history.runs(), {chosen: undefined, behind: []})};
}

/** Of a run, the others that it is shown with; `runs`: the last first. */
function besides(
	model: Model,
	runs: readonly KeptRun[],
	{chosen, behind}: {readonly chosen: KeptRun | undefined; readonly behind: readonly KeptRun[]},
): Omit<Picture, 'model'> {
	const {description} = model;
	const traceOf = (run: KeptRun) => run.traces.find(([each]) => each.language === description.language);
	const isOwn = (run: KeptRun) => traceOf(run)?.[0] === description;
	const modelOf = (run: KeptRun | undefined) =>
		run?.models().find(each => each.description.language === description.language);
	const older = runs.slice(runs.findIndex(isOwn) + 1).filter(traceOf);
	const before = older[0];
	// No run is its own ghost, and only one of the same work can be one.
	const ghost = [...(chosen ? [chosen] : []), ...behind].find(
		run => !isOwn(run) && compare(model, modelOf(run)) !== undefined,
	);
	const isSequential = (run: KeptRun) => traceOf(run)?.[0].strategy.name === 'sequential';
	const sequential = runs.find(
		run => isSequential(run) && traceOf(run)?.[0].scenario.name === description.scenario.name,
	);
	return {
		previous: modelOf(ghost ?? before),
		...(ghost && (ghost === chosen || ghost !== before) && {ghost: ghost.id}),
		sequential: model.end && description.strategy.name === 'sequential' ? model : modelOf(sequential),
	};
}

/** What there is to see before a program was started. */
function unstarted(session: Session, language: Language, entry: Entry): Model {
	return modelAt([describeRun(language, entry.program(session, language))], 0);
}
