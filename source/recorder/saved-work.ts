import type {Engine, Program} from '../engines/engine.ts';
import type {RunGroup} from '../exports/recording/group-runs.ts';
import {groupRuns} from '../exports/recording/group-runs.ts';
import type {Session} from '../session/session.ts';
import {startSession} from '../session/session.ts';
import {versusOf} from '../store/replay-setup.ts';
import {languageNames} from '../text/language-names.ts';
import type {PlannedTask} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';

/** Saved runs as workloads that can be run again, and the session that opens with the first of them. */
export type SavedWork = {
	readonly catalog: Pick<Catalog, 'entries' | 'entry'>;
	readonly initial: Session;
	/** Two ended runs that the session opens with, side by side on one clock. Undefined: it runs the first. */
	readonly opened: RunGroup | undefined;
	/**
	 * Returns the saved run of a program of this catalog. If several runs have the same work, each call returns the next.
	 */
	readonly traceOf: (program: Program, language: Engine['language']) => Trace;
	/** Returns a sentence, without a period, on a run that was requested but not saved. Undefined if there is none. */
	readonly missing: () => string | undefined;
};

type Display = Pick<Session, 'theme' | 'motion'> & Partial<Pick<Session, 'zoom' | 'keysShown'>>;

/** Creates workloads of saved runs. `builtIn` describes the scenarios and lessons that they are runs of. */
export function savedWork(
	traces: readonly [Trace, ...Trace[]],
	builtIn: Pick<Catalog, 'entry' | 'exerciseOf'>,
	{beside = false, ...display}: Display & {readonly beside?: boolean},
): SavedWork {
	// The same work always gives the same program, so that its description identifies its runs when an engine runs it.
	const programs = new Map<Trace, Program>();
	const unplayed = new Map<Program['description'], Trace[]>();
	let missing: string | undefined;
	const workloads = [...new Set(traces.map(([{scenario}]) => scenario.name))].map(name => {
		const saved = traces.filter(([{scenario}]) => scenario.name === name);
		const base = describeWork(saved, builtIn);
		const program: Workload['program'] = (session, language) => {
			const matching = saved.filter(trace => isRunOf(trace, session, language));
			const [first] = matching;
			// Not an error yet, because the program may only be displayed. `traceOf` reports a missing run.
			if (!first) return base.program(session, language);
			const known = programs.get(first);
			if (known) return known;
			const created = programOf(first);
			programs.set(first, created);
			unplayed.set(created.description, matching);
			return created;
		};
		return {...base, program};
	});
	const [group] = groupRuns(traces, beside);
	const versus = group && versusOf(group);
	const [workload] = workloads as [Workload, ...Workload[]];
	return {
		catalog: {entries: () => workloads, entry: name => workloads.find(({choice}) => choice.name === name)},
		initial: {...openingSession(traces, workload, display), ...versus},
		opened: versus ? group : undefined,
		traceOf({description}, language) {
			const left = unplayed.get(description) ?? [];
			const next = left.length > 1 ? left.shift() : left[0];
			if (next) return next;
			missing ??= describeMissing(traces, description, language);
			return [{...traces[0][0], ...description, language}];
		},
		missing: () => missing,
	};
}

/** Returns the workload of these runs, without their programs. */
function describeWork(saved: readonly Trace[], builtIn: Pick<Catalog, 'entry' | 'exerciseOf'>): Workload {
	const [first] = saved as readonly [Trace, ...Trace[]];
	const {scenario, strategy, limit, tasks} = first[0];
	const found = builtIn.entry(scenario.name) ?? builtIn.exerciseOf(first[0]);
	// A program of the user may have the name of a built-in one.
	if (found && saved.every(([run]) => found.strategies.some(({name}) => name === run.strategy.name))) return found;
	const strategies = [...new Map(saved.map(([run]) => [run.strategy.name, run])).values()].map(({strategy, limit}) => ({
		...strategy,
		sentence: '',
		construct: {javascript: '', python: ''},
		limited: limit !== undefined,
	}));
	const languages = new Set(saved.map(([{language}]) => language));
	const [language] = languages.size > 1 ? (['both'] as const) : languages;
	return {
		choice: {
			name: scenario.name,
			title: scenario.title,
			sentence: '',
			group: 'Saved runs',
			strategy: strategy.name,
			limit: limit ?? 1,
			tasks: () => tasks.map(({id, name, latency}) => ({id, name, ...(latency !== undefined && {latency})})),
			strategies,
			...(language !== undefined && {user: {language}}),
		},
		strategies,
		program: () => programOf(first),
		key: scenario.name,
		invocation: scenario.name,
	};
}

function openingSession(traces: readonly Trace[], {choice}: Workload, display: Display): Session {
	const [group = [traces[0] as Trace]] = groupRuns(traces);
	const {language, strategy, limit, seed, scenario} = group[0][0];
	const ofSameWork = traces.filter(([run]) => run.scenario.name === scenario.name);
	return {
		...startSession(choice, {
			strategy: strategy.name,
			language: group.length > 1 ? 'both' : language,
			languageChosen: true,
			limit: limit ?? choice.limit,
			seed,
			run: 1,
			...display,
		}),
		compare: [...new Set(ofSameWork.map(([run]) => run.strategy.name))],
	};
}

function isRunOf([run]: Trace, session: Session, language: Engine['language']): boolean {
	return (
		run.language === language &&
		run.strategy.name === session.strategy &&
		(run.limit === undefined || run.limit === session.limit) &&
		JSON.stringify(run.tasks.map(planOf)) === JSON.stringify(session.tasks.map(planOf))
	);
}

const planOf = ({id, latency, fails, timeout, blocks}: Omit<PlannedTask, 'name'>) => [
	id,
	latency,
	fails ?? false,
	timeout,
	blocks,
];

function programOf([{type: _type, at: _at, version: _version, language: _language, ...description}]: Trace): Program {
	const files = description.files.map(({name, role}) => ({
		name,
		role,
		url: new URL(`saved:${encodeURIComponent(name)}`),
	}));
	return {description, files, calls: []};
}

function describeMissing(
	traces: readonly Trace[],
	{scenario, strategy}: Program['description'],
	language: Engine['language'],
): string {
	const saved = traces.flatMap(([run]) =>
		run.scenario.name === scenario.name && run.language === language ? [run.strategy] : [],
	);
	const changes = saved.some(({name}) => name === strategy.name) ? ' with these tasks and this limit' : '';
	const there = [...new Set(saved.map(({title}) => title))].join(', ');
	return `no saved run of ${strategy.title} in ${languageNames[language]}${changes}. There are: ${there === '' ? 'none' : there}`;
}
