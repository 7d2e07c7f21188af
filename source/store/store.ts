import type {Engine} from '../engines/engine.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import {comparisonIn, playheadTime} from '../session/session.ts';
import {update} from '../session/update.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import type {Trace} from '../trace/trace.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import {getWorkload} from '../workloads/workload.ts';
import {comparisonKey, createComparison, runsToCompare} from './comparison.ts';
import {createEffects} from './effects.ts';
import type {ExportQueue} from './export-queue.ts';
import {createExportQueue} from './export-queue.ts';
import type {Indexing} from './index-saved-runs.ts';
import {createIndexing} from './index-saved-runs.ts';
import {createLastRun} from './last-run.ts';
import {judgeClaims} from './lesson-props.ts';
import type {RunReader} from './live-runs.ts';
import {createLiveRuns} from './live-runs.ts';
import type {PlaybackReader} from './playback.ts';
import {createPlaybackReader} from './playback.ts';
import type {History} from './run-history.ts';
import {createHistory, wasCancelled} from './run-history.ts';
import type {RunView} from './run-views.ts';
import {runViewsOf, selectedLanguages} from './run-views.ts';
import {updateContext} from './update-context.ts';
import {createViewedRuns} from './viewed-runs.ts';

/** What a sitting is made of. */
export type StoreOptions = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly catalog: Pick<Catalog, 'entries' | 'entry'>;
	/** Runs that were there before the sitting. */
	readonly history?: History;
	readonly progress: Progress;
	/** Keeps what keys change of the look; undefined: nothing does. */
	readonly preferences?: Pick<PreferencesFile, 'save' | 'takeWarning'>;
	readonly initial: Session;
	readonly glyphs: Glyphs;
};

/** What the sitting needs of the component that draws it. */
export type StoreHost = {
	/** There is something new to draw. */
	readonly redraw: () => void;
	readonly leave: (code: number) => void;
	/** Puts a text into the clipboard. */
	readonly copy: (text: string) => void;
	/** Of the terminal, now. */
	readonly size: () => Size;
};

/** The session, its runs and what they are compared with: what an action does to them all. It draws nothing. */
export type Store = {
	readonly getSession: () => Session;
	/** Begins what the session opens with. */
	readonly start: () => void;
	/** The next session, and the effects of what has changed. */
	readonly dispatch: (action: Action) => void;
	readonly workload: () => Workload;
	/** The runs as they are shown; where nothing runs, what would. The second is Python's beside JavaScript's. */
	readonly runViews: () => readonly [RunView, RunView | undefined];
	/** Under the playhead, in ms on the runs' clock; undefined: the present. */
	readonly moment: () => number | undefined;
	readonly isMoving: () => boolean;
	/** Another number when something has happened that can be seen. */
	readonly version: () => number;
	/** Time has passed: a replay that is over gives way to the present. */
	readonly tick: () => void;
	readonly claimResults: () => readonly ClaimResult[];
	/** What was started last, or what is shown in its place. */
	readonly runs: () => RunReader;
	readonly playback: PlaybackReader;
	readonly history: History;
	readonly comparison: ReturnType<typeof createComparison>;
	/** A file that is being written, and how much of it is done. */
	readonly writing: ExportQueue['writing'];
	/** How much of a long run that was saved has been read, in per cent; undefined: all of it. */
	readonly indexing: Indexing['percent'];
	/** What was run last, whatever is shown: a run in each of its languages, or all runs of a comparison that are over; and one of them. */
	readonly lastRun: () => {
		readonly session: Session;
		readonly runView: RunView | undefined;
		readonly traces: readonly Trace[];
	};
	/** Ends all processes. */
	readonly close: () => void;
};

export function createStore(options: StoreOptions, {redraw, leave, copy, size}: StoreHost): Store {
	const {engines, catalog, progress, preferences, initial, glyphs, history = createHistory()} = options;
	let session = initial;
	let claimResults: readonly ClaimResult[] = [];
	const runs = createLiveRuns(engines, runsEnded);
	const viewed = createViewedRuns(runs, history);
	const reader = viewed.runs;
	const exportQueue = createExportQueue(catalog, redraw);
	const indexing = createIndexing(() => {
		updateClaimResults();
		redraw();
	});
	const playback = createPlaybackReader({traces: () => reader().traces(), clock: () => reader().clock()});
	const comparison = createComparison(comparedRunEnded);
	const lastRun = createLastRun({session, workload: workload()}, {runs, comparison, history});

	const performEffects = createEffects({
		session: () => session,
		workload,
		runViews: () => runViews(),
		moment: () => moment(),
		runs,
		viewed,
		comparison,
		history,
		exportQueue,
		preferences,
		glyphs,
		size,
		copy,
		notice,
	});

	const moment = () => playheadTime(session, performance.now());
	const runViews = () => {
		const models = reader().at(moment() ?? reader().clock());
		return runViewsOf(models, session, {history, workload: workload(), baselines: viewed.baselines()});
	};
	const isPlaying = () => session.playhead?.since !== undefined;

	function workload(): Workload {
		return getWorkload(session.scenario, catalog);
	}

	function startRun() {
		const languages = session.run > 0 ? selectedLanguages(session.language) : [];
		const programs = languages.map(language => [language, workload().program(session, language)] as const);
		claimResults = [];
		viewed.showLive(true);
		lastRun.start(session, workload(), 'run');
		// Where a version has no program in a language, its words stand in place of a run.
		runs.start(new Map(programs.filter(([, program]) => program.files.length > 0)));
		redraw();
	}

	function updateClaimResults() {
		claimResults = judgeClaims(workload(), session, reader().whole());
	}

	function runsEnded() {
		const {lesson, key} = lastRun.workload();
		if (lesson) {
			updateClaimResults();
			void progress.finish(key).then(showProgressWarning);
		}

		if (!runs.traces().some(wasCancelled)) {
			history.add(runs.traces(), lastRun.session());
		}

		dispatch({type: 'clear-notice'});
	}

	function comparedRunEnded(trace: Trace) {
		const {language, strategy} = trace[0];
		history.add([trace], {...session, language, strategy: strategy.name});
		redraw();
	}

	function dispatch(action: Action) {
		const before = session;
		const parts = {catalog, runs, viewed, playback, history, comparison, runViews, size};
		session = update(before, action, updateContext(before, parts));
		if (before.overlay?.kind === 'compare' && action.type === 'choose-listed' && !session.overlay) {
			// Sequential is what all others are compared with.
			const {strategy} = session;
			const other = strategy === 'sequential' ? 'concurrent' : 'sequential';
			viewed.showPast(comparison.ended(strategy), comparison.ended(other));
			updateClaimResults();
		} else if (session.historyId !== undefined && session.historyId !== before.historyId) {
			viewed.showPast(history.run(session.historyId)?.traces ?? []);
			updateClaimResults();
		} else if (before.returnTo && !session.returnTo && session.run === before.returnTo.run) {
			viewed.showLive(false);
			updateClaimResults();
		} else if (session.run !== before.run || session.scenario !== before.scenario) {
			startRun();
		}

		if (comparisonIn(session)) {
			compareAll();
		} else {
			comparison.leave();
		}

		if (action.type === 'quit') {
			leave(0);
		} else if (before.overlay?.kind === 'find') {
			showProgressWarning();
		}

		performEffects(action, before);
		redraw();
	}

	/** Runs them all, unless they have been. */
	function compareAll() {
		const key = comparisonKey(session);
		if (!comparison.isFor(key)) {
			runs.stop();
			lastRun.start(session, workload(), 'comparison');
			comparison.start(key, runsToCompare(workload(), session, engines));
		}
	}

	function notice(text: string) {
		dispatch({type: 'notice', text});
	}

	function showProgressWarning() {
		const text = session.overlay ? undefined : progress.takeWarning();
		if (text) {
			notice(text);
		}
	}

	/** To the start of a saved run, from where it plays unless it is to stand still. */
	function rewind() {
		const {now, start: startRun, end} = playback.at(performance.now());
		const isPlaying = !initial.playhead && startRun < end;
		session = {...session, playhead: {at: startRun, ...(isPlaying && {since: now})}};
	}

	if (session.historyId !== undefined) {
		const {traces = []} = history.run(session.historyId) ?? {};
		void indexing.index([...traces, ...history.traces()]);
		viewed.showPast(traces);
		updateClaimResults();
		rewind();
	}

	return {
		getSession: () => session,
		start() {
			if (session.historyId !== undefined) {
				// Not before it is seen: the first moments are not to be missed.
				rewind();
				redraw();
				return;
			}

			startRun();
			if (session.overlay?.kind === 'compare') {
				compareAll();
			} else if (session.run === 0) {
				runs.warm(selectedLanguages(session.language));
			}
		},
		dispatch,
		workload,
		runViews,
		moment,
		// Where the picture stands still, how far it is behind what runs does not.
		isMoving: () => comparison.isRunning() || reader().clock() !== undefined || isPlaying(),
		version: () => reader().eventCount() + comparison.eventCount() + playback.version(moment()),
		tick() {
			const {now, end} = playback.at(performance.now());
			if (isPlaying() && (moment() ?? 0) >= end) {
				if (indexing.percent() === undefined) {
					dispatch({type: 'go-to', end: 'present'});
				} else {
					session = {...session, playhead: {at: end, since: now}};
				}
			} else {
				redraw();
			}
		},
		claimResults: () => claimResults,
		runs: reader,
		playback,
		history,
		comparison,
		writing: exportQueue.writing,
		indexing: indexing.percent,
		lastRun: () => ({session: lastRun.session(), ...lastRun.result()}),
		close() {
			exportQueue.stop();
			indexing.stop();
			comparison.leave();
			void runs.close();
		},
	};
}
