import {keyDifferences} from '../content/lessons/key-differences.ts';
import {exportFormats} from '../exports/formats.ts';
import {help} from '../keys/bindings.ts';
import {footerHints} from '../keys/footer-hints.ts';
import {logLineCount} from '../model/projections/log.ts';
import {comparisonIn} from '../session/session.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {ScreenProps} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import {catalogItems, lessonProps} from './lesson-props.ts';
import {wholeRuns} from './playback.ts';
import type {Store} from './store.ts';

const helpGroups = help();

/** All that the screen shows of a sitting at this moment, whatever it looks like. */
export function screenProps(
	store: Store,
	{catalog, progress}: {readonly catalog: Pick<Catalog, 'entries' | 'entry'>; readonly progress: Progress},
): Omit<ScreenProps, 'size' | 'theme' | 'glyphs' | 'pressed' | 'spinner'> {
	const {playback, comparison} = store;
	const runs = store.runs();
	const session = store.getSession();
	const [first, second] = store.runViews();
	const {lesson, strategies, choice} = store.workload();
	const isSaved = choice.saved === true;
	const moment = store.moment();
	const overlay = session.overlay?.kind;
	const context = {
		isLesson: lesson !== undefined,
		choices: strategies.length,
		isOver: runs.whole().length > 0,
		isSaved,
		printed: logLineCount(first.model) + (second ? logLineCount(second.model) : 0),
	};
	const models = [first.model, ...(second ? [second.model] : [])];
	return {
		session,
		model: first.model,
		beside: second?.model,
		previous: first.previous,
		sequential: first.sequential,
		ghost: first.ghost,
		previousBeside: second?.previous,
		ghostBeside: second?.ghost,
		sequentialBeside: second?.sequential,
		strategies,
		hints: footerHints(session, context),
		help: helpGroups,
		scrub: moment === undefined ? undefined : playback.scrub(moment, session, models),
		whole: wholeRuns(runs, first.model, second?.model),
		history: overlay === 'history' ? historyProps(store) : undefined,
		formats: overlay === 'export' ? exportFormats : undefined,
		found: catalogItems(session, catalog, progress),
		lesson: lesson && lessonProps(lesson, store.claimResults()),
		keyDifferences,
		isSaved,
		writing: store.writing(),
		reading: store.indexing(),
		compared: comparisonIn(session) ? {models: comparison.models(), isOver: !comparison.isRunning()} : undefined,
	};
}

function historyProps({history, runs}: Store): ScreenProps['history'] {
	const visible = new Set(history.of(runs().traces()));
	return history.runs().map(run => ({id: run.id, models: run.models(), isShown: visible.has(run)}));
}
