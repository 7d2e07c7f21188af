import type {Engine} from '../engines/engine.ts';
import type {RunGroup} from '../exports/recording/group-runs.ts';
import {sidesOf} from '../model/sides.ts';
import type {LanguageChoice} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import {startSession} from '../session/session.ts';
import type {RunDescription} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import type {History} from './run-history.ts';

/** What a saved run is compared with. */
export type BuiltIn = Pick<Catalog, 'entry'> & Partial<Pick<Catalog, 'exerciseOf'>>;

type ReplayDisplay = Pick<Session, 'theme' | 'motion'> & Partial<Pick<Session, 'zoom' | 'keysShown' | 'mouse'>>;

/**
 * Prepares a session over saved runs, in which nothing can be run. Adds the runs to the history and shows the first.
 * `groups`: at least one, each of one run or of two at the same moment. `builtIn` describes runs of built-in scenarios,
 * lessons and exercises; nothing in a trace is used as a path. `invocation`: the arguments that open the runs.
 */
export function replaySetup(
	groups: readonly RunGroup[],
	builtIn: BuiltIn,
	history: History,
	display: ReplayDisplay,
	invocation = '',
): {readonly catalog: Pick<Catalog, 'entries' | 'entry'>; readonly initial: Session} {
	const prepared = groups.map((group, index) => {
		const {choice, ...workload} = workloadOf(group, {name: String(index), invocation}, builtIn);
		const {strategy, seed} = group[0][0];
		const language = choice.user?.language ?? 'both';
		const options = {strategy: strategy.name, language, limit: choice.limit, seed, run: 1, ...display};
		const session = {...startSession(choice, options), ...versusOf(group)};
		return {group, workload: {...workload, choice}, session};
	});
	for (const {group, session} of prepared) {
		history.add(group, session);
	}

	const workloads = prepared.map(({workload}) => workload);
	const {session} = prepared[0] as (typeof prepared)[number];
	const [firstShown] = history.of(groups[0] ?? []);
	return {
		catalog: {entries: () => workloads, entry: name => workloads[Number(name)]},
		initial: {...session, ...(firstShown && {historyId: firstShown.id})},
	};
}

/**
 * Returns the `versus` of a session for two runs that are not the same strategy in both languages. Undefined for any
 * other group.
 */
export function versusOf([left, right]: RunGroup): Required<Pick<Session, 'versus'>> | undefined {
	return right && sidesOf(left[0], right[0]).by !== 'languages'
		? {versus: [left[0].strategy.name, right[0].strategy.name]}
		: undefined;
}

/** Creates the workload of one run, or of two at the same moment. */
function workloadOf(
	traces: RunGroup,
	{name, invocation}: Record<'name' | 'invocation', string>,
	catalog: BuiltIn,
): Workload {
	const first = traces[0][0];
	const {scenario, strategy, limit} = first;
	const builtIn = builtInOf(first, catalog);
	const strategies = builtIn?.strategies ?? [
		{
			...strategy,
			sentence: 'A saved run, replayed from its file.',
			construct: {javascript: '', python: ''},
			limited: limit !== undefined,
		},
	];
	const languages = new Set(traces.map(([{language}]) => language));
	const language: LanguageChoice = languages.size > 1 ? 'both' : first.language;
	const missing = `This saved run is in ${language === 'python' ? 'Python' : 'JavaScript'} only.`;
	return {
		choice: {
			name,
			title: scenario.title,
			sentence: '',
			group: 'Saved runs',
			strategy: builtIn?.choice.strategy ?? strategy.name,
			limit: limit ?? builtIn?.choice.limit ?? 1,
			tasks: () => first.tasks.map(({id, name, latency}) => ({id, name, ...(latency !== undefined && {latency})})),
			strategies,
			user: {language, ...(languages.size === 1 && {missing})},
			saved: true,
			...(builtIn?.choice.exercise && {exercise: builtIn.choice.exercise}),
		},
		strategies,
		program(_, wanted) {
			const {
				type: _type,
				at: _at,
				version: _version,
				language: _language,
				machine: _machine,
				...description
			} = traces.find(([each]: Trace) => each.language === wanted)?.[0] ?? {...first, files: []};
			return {description, files: [], calls: []};
		},
		...(builtIn?.lesson && {lesson: builtIn.lesson}),
		...(builtIn?.exercise && {exercise: builtIn.exercise}),
		key: name,
		invocation,
	};
}

/** Returns the built-in scenario, lesson or exercise that a run is of. Undefined for the user's own work. */
export function builtInOf(run: RunDescription, {entry, exerciseOf}: BuiltIn): Workload | undefined {
	const workload = entry(run.scenario.name) ?? exerciseOf?.(run);
	// A program of the user may have the name of a built-in one.
	return workload?.strategies.some(({name}) => name === run.strategy.name) ? workload : undefined;
}

/** Returns an engine that cannot run anything, for sessions over saved runs. */
export function disabledEngine(language: Engine['language']): Engine {
	return {
		language,
		run() {
			throw new Error('a saved run cannot be run');
		},
		async warm() {},
		async close() {},
	};
}
