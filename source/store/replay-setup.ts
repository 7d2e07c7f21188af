import type {Engine} from '../engines/engine.ts';
import type {Take} from '../exports/recording/source-from-traces.ts';
import type {LanguageChoice, Session} from '../session/session.ts';
import {startSession} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {Catalogue} from '../workloads/catalog.ts';
import type {Entry} from '../workloads/workload.ts';
import type {History} from './run-history.ts';

type Look = Pick<Session, 'theme' | 'motion'> & Partial<Pick<Session, 'zoom' | 'keysShown'>>;

/**
 * A sitting over saved runs, where nothing can be run. They are put into the history; the first of them is shown. `takes`: each one run, or
 * two at the same moment; at least one. `ours` lends its words to runs of our own scenarios and lessons: what a trace
 * says is no path. `typed`: what shows them, behind the name of the command.
 */
export function openSaved(
	takes: readonly Take[],
	ours: Pick<Catalogue, 'entry'>,
	history: History,
	look: Look,
	typed = '',
): {readonly catalogue: Pick<Catalogue, 'entries' | 'entry'>; readonly initial: Session} {
	const sittings = takes.map((take, index) => {
		const {choice, ...entry} = entryOf(take, {name: String(index), typed}, ours);
		const {strategy, seed} = take[0][0];
		const language = choice.own?.language ?? 'both';
		const chosen = {strategy: strategy.name, language, limit: choice.limit, seed, run: 1, ...look};
		return {take, entry: {...entry, choice}, session: startSession(choice, chosen)};
	});
	for (const {take, session} of sittings) {
		history.keep(take, session);
	}

	const entries = sittings.map(({entry}) => entry);
	const {session} = sittings[0] as (typeof sittings)[number];
	const [shown] = history.of(takes[0] ?? []);
	return {
		catalogue: {entries: () => entries, entry: name => entries[Number(name)]},
		initial: {...session, ...(shown && {kept: shown.id})},
	};
}

/** The words for a run, as if it could be chosen from the list. */
function entryOf(
	traces: Take,
	{name, typed}: Record<'name' | 'typed', string>,
	catalogue: Pick<Catalogue, 'entry'>,
): Entry {
	const first = traces[0][0];
	const {scenario, strategy, limit} = first;
	const found = catalogue.entry(scenario.name);
	// A program of the user's may have the name of one of ours.
	const ours = found?.strategies.some(each => each.name === strategy.name) ? found : undefined;
	const strategies = ours?.strategies ?? [
		{...strategy, sentence: '', construct: {javascript: '', python: ''}, limited: limit !== undefined},
	];
	const language: LanguageChoice = traces.length > 1 ? 'both' : first.language;
	const missing = `This saved run is in ${language === 'python' ? 'Python' : 'JavaScript'} only.`;
	return {
		choice: {
			name,
			title: scenario.title,
			sentence: '',
			group: 'Saved runs',
			strategy: ours?.choice.strategy ?? strategy.name,
			limit: limit ?? ours?.choice.limit ?? 1,
			tasks: () => first.tasks.map(({id, name, latency}) => ({id, name, ...(latency !== undefined && {latency})})),
			strategies,
			own: {language, ...(traces.length === 1 && {missing})},
			saved: true,
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
		...(ours?.lesson && {lesson: ours.lesson}),
		key: name,
		typed,
	};
}

/** What stands where an engine stands while nothing can be run. */
export function engineOfSaved(language: Engine['language']): Engine {
	return {
		language,
		run() {
			throw new Error('a saved run cannot be run');
		},
		async warm() {},
		async close() {},
	};
}
