import {keyDifferences} from '../content/lessons/key-differences.ts';
import {formatsOn} from '../exports/formats.ts';
import {footerHints} from '../keys/footer-hints.ts';
import {help} from '../keys/help.ts';
import {logLineCount} from '../model/projections/log.ts';
import {comparisonIn, screenIn} from '../session/overlay.ts';
import {lastEventAt} from '../trace/trace.ts';
import type {RunViews, ScreenProps, ShownProps} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import {failedToStart} from '../view/run-status.ts';
import {callsIn} from './calls-props.ts';
import {cardProps} from './card-props.ts';
import {exerciseProps, hintContext} from './exercise-props.ts';
import {failedLane} from './failed-lane.ts';
import {followerOf} from './followers.ts';
import {courseOf, lessonProps, placeOf} from './lesson-props.ts';
import {findingsAt} from './live-findings.ts';
import type {Store, StoreOptions} from './store.ts';
import {screensOf, waitsOf} from './waits-props.ts';

const helpGroups = help();

/** Returns the props of the screen at this moment, except the size, theme and glyphs. */
export function screenProps(
	store: Store,
	{catalog, progress, now = () => performance.now()}: Pick<StoreOptions, 'catalog' | 'progress' | 'now'>,
): ShownProps {
	const {playback, comparison} = store;
	const session = store.getSession();
	const runs = store.runViews();
	const models = modelsOf(runs);
	const {lesson, strategies, choice, key} = store.workload();
	const exercise = exerciseProps(store.workload(), session, store.claimResults(), {
		isDone: progress.done().has(key),
		saved: store.saved(),
	});
	const isSaved = choice.saved === true;
	// The course of saved runs has only their lessons.
	const course = lesson && !isSaved ? courseOf(catalog, progress) : [];
	const place = course.length > 1 ? placeOf(session.scenario, course) : undefined;
	const moment = store.moment();
	const overlay = session.overlay?.kind;
	const screens = screensOf(store.workload());
	const findings = findingsAt(runs[0].model, store.workload(), moment !== undefined, now);
	const hasEnded = runs[0].modelAtEnd !== undefined;
	const waits = session.screen === 'waiting' ? waitsOf(runs[0].model, findings, session) : undefined;
	const started = models.filter(model => !failedToStart(model));
	const context = {
		hasWaits: waits === undefined || waits.length > 0 || session.waits?.filter !== undefined,
		isLesson: lesson !== undefined,
		choices: strategies.length,
		hasEnded,
		hasNotStarted: started.length === 0,
		isFailed: started.some(({end, result}) => end?.outcome === 'failed' || result?.outcome === 'failed'),
		opensError: failedLane(session, runs) !== undefined,
		isSaved,
		hasBothLanguages: choice.user?.missing === undefined,
		takesInput: store.takesInput(),
		...(exercise && {exercise: hintContext(exercise)}),
		processes: store.processes().length,
		hasAttachedProcessEnded: hasEnded && runs[0].model.description.process?.attached !== undefined,
		printed: models.reduce((sum, model) => sum + logLineCount(model), 0),
	};
	return {
		session,
		runs,
		screens,
		findings,
		calls: session.screen === 'calls' ? callsIn(runs[0].model, findings, session) : undefined,
		waits,
		strategies,
		hints: footerHints(session, context),
		help: helpGroups,
		...cardProps(store, runs),
		scrub: moment === undefined ? undefined : playback.scrub(moment, session, models),
		history: overlay === 'history' ? historyProps(store) : undefined,
		processes: overlay === 'processes' ? processProps(store, runs) : undefined,
		formats: overlay === 'export' ? formatsOn(screenIn(session)) : undefined,
		found: store.found(),
		course: session.screen === 'differences' ? courseOf(catalog, progress) : [],
		lesson: lesson && lessonProps(lesson, store.claimResults(), place),
		exercise,
		keyDifferences,
		isSaved,
		watched: store.watched(),
		writing: store.writing(),
		reading: store.indexing(),
		compared: comparisonIn(session) ? {models: comparison.models(), hasEnded: !comparison.isRunning()} : undefined,
	};
}

/** Returns the models of a command's processes, each at its newest moment, except that of the process on screen. */
function processProps({processes, runs}: Store, [view]: RunViews): ScreenProps['processes'] {
	const [shown] = runs().traces();
	return processes().map(trace => {
		const isShown = trace === shown;
		return {isShown, model: isShown ? view.model : followerOf(trace).at(lastEventAt(trace))};
	});
}

function historyProps({history, runs}: Store): ScreenProps['history'] {
	const visible = new Set(history.of(runs().traces()));
	return history.runs().map(run => ({id: run.id, models: run.models(), isShown: visible.has(run)}));
}
