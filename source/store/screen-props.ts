import {keyDifferences} from '../content/lessons/key-differences.ts';
import {endings} from '../exports/extensions.ts';
import {help} from '../keys/bindings.ts';
import {hints} from '../keys/footer-hints.ts';
import {logged} from '../model/projections/log.ts';
import {comparisonIn} from '../session/session.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {ScreenProps} from '../view/screens/screen.tsx';
import type {Catalogue} from '../workloads/catalog.ts';
import {showLesson, showListed} from './lesson-props.ts';
import {wholeRuns} from './playback.ts';
import type {Sitting} from './store.ts';

const helpGroups = help();

/** All that the screen shows of a sitting at this moment, whatever it looks like. */
export function shown(
	sitting: Sitting,
	{catalogue, progress}: {readonly catalogue: Pick<Catalogue, 'entries' | 'entry'>; readonly progress: Progress},
): Omit<ScreenProps, 'size' | 'theme' | 'glyphs' | 'pressed' | 'spinner'> {
	const {playback, comparison} = sitting;
	const runs = sitting.runs();
	const session = sitting.session();
	const [first, second] = sitting.pictures();
	const {lesson, strategies, choice} = sitting.entry();
	const isSaved = choice.saved === true;
	const moment = sitting.moment();
	const overlay = session.overlay?.kind;
	const about = {
		isLesson: lesson !== undefined,
		choices: strategies.length,
		isOver: runs.whole().length > 0,
		isSaved,
		printed: logged(first.model) + (second ? logged(second.model) : 0),
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
		hints: hints(session, about),
		help: helpGroups,
		scrub: moment === undefined ? undefined : playback.scrub(moment, session, models),
		whole: wholeRuns(runs, first.model, second?.model),
		history: overlay === 'history' ? showHistory(sitting) : undefined,
		formats: overlay === 'export' ? endings : undefined,
		found: showListed(session, catalogue, progress),
		lesson: lesson && showLesson(lesson, sitting.judgements()),
		keyDifferences,
		isSaved,
		writing: sitting.writing(),
		reading: sitting.reading(),
		compared: comparisonIn(session) ? {models: comparison.models(), isOver: !comparison.isRunning()} : undefined,
	};
}

function showHistory({history, runs}: Sitting): ScreenProps['history'] {
	const shown = new Set(history.of(runs().traces()));
	return history.runs().map(run => ({id: run.id, models: run.models(), isShown: shown.has(run)}));
}
