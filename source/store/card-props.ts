import {describeRun} from '../engines/describe-run.ts';
import {untriedKeys} from '../keys/untried-keys.ts';
import {modelAt} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import {recentEvents} from '../model/narration/recent-events.ts';
import type {Session} from '../session/session.ts';
import type {RunViews, ScreenProps} from '../view/props.ts';
import type {Workload} from '../workloads/workload.ts';
import {isOwnProgram} from './rerun-command.ts';
import type {Store} from './store.ts';

/** The most events and the most runs to return: no terminal has room for more events, and no card shows more runs. */
const maxEvents = 40;
const maxRuns = 20;

/** Returns what the cards and the narration show besides the runs. */
export function cardProps(
	store: Store,
	[{model, modelAtEnd}, second]: RunViews,
): Pick<ScreenProps, 'events' | 'other' | 'finished' | 'untried'> {
	const session = store.getSession();
	const {lesson, strategies, choice} = store.workload();
	const trace = store.runs().traces()[0];
	const isShown = trace?.[0].language === model.description.language;
	return {
		events: trace && isShown ? recentEvents(trace, model.at, maxEvents, model) : [],
		other: second || choice.user || choice.saved ? undefined : otherOf(session, store.workload()),
		finished: store.history
			.runs()
			.slice(0, maxRuns)
			.flatMap(run => run.models()),
		untried: untriedKeys(session, {
			titles: strategies.map(({title}) => title),
			hasEnded: modelAtEnd !== undefined,
			isSaved: choice.saved === true,
			isLesson: lesson !== undefined,
			isOwn: isOwnProgram(store.workload()),
			hasBothLanguages: choice.user?.missing === undefined,
		}),
	};
}

const others = new WeakMap<Workload, {readonly key: string; readonly model: Model | undefined}>();

/**
 * Returns the model of the program in the other language, before its start: the same object until another program is
 * chosen.
 */
function otherOf(session: Session, workload: Workload): Model | undefined {
	if (session.language === 'both') {
		return undefined;
	}

	const language = session.language === 'python' ? 'javascript' : 'python';
	const key = `${language} ${session.strategy}`;
	const known = others.get(workload);
	if (known?.key === key) {
		return known.model;
	}

	const program = workload.program(session, language);
	const model =
		!('files' in program) || program.files.length === 0 ? undefined : modelAt([describeRun(language, program)], 0);
	others.set(workload, {key, model});
	return model;
}
