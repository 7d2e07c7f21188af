import type {Engine} from '../engines/engine.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Action} from '../session/action.ts';
import type {UpdateContext} from '../session/context.ts';
import type {PaletteItem} from '../session/palette.ts';
import type {Session} from '../session/session.ts';
import {playheadTime} from '../session/session.ts';
import {update} from '../session/update.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import {formatSaveError} from '../storage/save-runs.ts';
import type {Trace} from '../trace/trace.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {RunView, RunViews, ShownProps, Size} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import {getWorkload} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import type {EditorCommand} from './editor-command.ts';
import {createEffects} from './effects.ts';
import type {QuitCause} from './ending.ts';
import {isSolved} from './exercise-props.ts';
import type {ExportQueue} from './export-queue.ts';
import {createExportQueue} from './export-queue.ts';
import {createFileEffects} from './file-effects.ts';
import type {Indexing} from './index-saved-runs.ts';
import type {RunReader} from './live-runs.ts';
import {createPalette} from './palette.ts';
import type {PlaybackReader} from './playback.ts';
import {createPlaybackReader} from './playback.ts';
import {createReloading} from './reloading.ts';
import {createRunController} from './run-controller.ts';
import type {History} from './run-history.ts';
import {createHistory} from './run-history.ts';
import {runViewsOf, selectedLanguages} from './run-views.ts';
import {updateContext} from './update-context.ts';

/** What a store is created from. */
export type StoreOptions = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly catalog: Pick<Catalog, 'entries' | 'entry'> & Partial<Pick<Catalog, 'reopen' | 'problemIn'>>;
	/** Runs from before this session. */
	readonly history?: History;
	readonly progress: Progress;
	/** Saves the preferences that keys change. Undefined: nothing does. */
	readonly preferences?: Pick<PreferencesFile, 'save' | 'takeWarning'>;
	/** Saves the runs while they happen. Undefined: nothing does. */
	readonly saver?: RunSaver;
	/** How many events of a run are kept at most. Undefined: the default. */
	readonly keep?: number | undefined;
	/** Whether saved runs contain the texts of files. Default: true. */
	readonly savesSource?: boolean;
	/** The environment, which names the user's editor. Default: it names none. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly initial: Session;
	readonly glyphs: Glyphs;
	/** The clock of the session, ms. Default: the time since the process started. */
	readonly now?: () => number;
};

/** What the store needs of the component that draws it. */
export type StoreHost = {
	/** Draws what is new. */
	readonly redraw: () => void;
	readonly leave: (code: number) => void;
	/** Copies a text to the clipboard. */
	readonly copy: (text: string) => void;
	/** Opens an editor, in this terminal if it draws there. Resolves with an error if it cannot be started. */
	readonly openEditor: (command: EditorCommand) => Promise<NodeJS.ErrnoException | undefined>;
	/** The current size of the terminal. */
	readonly size: () => Size;
	/** What the screen shows now, for a still of it. */
	readonly shown: () => ShownProps;
};

/** Holds the session and its runs, dispatches actions and performs their effects. It draws nothing. */
export type Store = {
	readonly getSession: () => Session;
	/** Starts what the session opens with. */
	readonly start: () => void;
	/** Updates the session and performs the effects. */
	readonly dispatch: (action: Action) => void;
	/** Leaves the session, after a program of the user has ended. A second Ctrl+C kills it. */
	readonly quit: (cause: QuitCause) => void;
	readonly workload: () => Workload;
	/** The visible runs. A language that has not run shows what would run. */
	readonly runViews: () => RunViews;
	/** The moment under the playhead, in ms on the clock of the runs. Undefined: live. */
	readonly moment: () => number | undefined;
	readonly isMoving: () => boolean;
	/** Changes whenever something visible changed. */
	readonly version: () => number;
	/** Called as time passes. A replay that reaches the end returns to live. */
	readonly tick: () => void;
	readonly claimResults: () => readonly ClaimResult[];
	/** When the learner's file of an exercise was saved last: `12:04:31`. Undefined: not in this session. */
	readonly saved: () => string | undefined;
	/** How many files are watched. Undefined: watching is off. */
	readonly watched: () => number | undefined;
	/** What the palette finds. Empty unless it is open. */
	readonly found: () => readonly PaletteItem[];
	/** The visible runs, live or past. */
	readonly runs: () => RunReader;
	readonly playback: PlaybackReader;
	readonly history: History;
	readonly comparison: Comparison;
	/** The file that is being exported, and its progress. */
	readonly writing: ExportQueue['writing'];
	/** The progress of indexing a long saved run, in percent. Undefined: done. */
	readonly indexing: Indexing['percent'];
	/** The run or comparison that was started last, whatever is visible: all its traces, and the view of one of them. */
	readonly lastRun: () => {
		readonly session: Session;
		readonly runView: RunView | undefined;
		readonly traces: readonly Trace[];
	};
	/** Ends all processes. */
	readonly close: () => void;
};

export function createStore(options: StoreOptions, {redraw, leave, copy, openEditor, size, shown}: StoreHost): Store {
	const {engines, catalog, progress, preferences, saver, initial, glyphs, history = createHistory()} = options;
	const {now: clockNow = () => performance.now()} = options;
	let session = initial;
	/** Why a key could not start a run: it stays when the run before it ends. */
	let refusal: string | undefined;
	const getSession = () => session;
	const workload = () => getWorkload(session.scenario, catalog);
	const controller = createRunController({
		engines,
		history,
		session: getSession,
		workload,
		onEnd: runsEnded,
		onChange: redraw,
		notice,
		refuse,
		leave,
		saver,
		keep: options.keep,
	});
	saver?.onError(error => notice(formatSaveError(error)));
	const {live, viewed, comparison, indexing, lastRun} = controller;
	const reader = viewed.runs;
	const playback = createPlaybackReader({traces: () => reader().onClock(), clock: () => reader().clock()});
	/** What is dropped meanwhile cannot be shown. */
	const moment = () => {
		const at = playheadTime(session, clockNow());
		return at === undefined ? undefined : Math.max(at, playback.at(clockNow()).start);
	};
	const isPlaying = () => session.playhead?.since !== undefined;
	const runViews = () => {
		const models = reader().at(moment() ?? reader().clock());
		const whole = reader().whole();
		return runViewsOf(models, session, {history, workload: workload(), baselines: viewed.baselines(), whole});
	};

	const exportQueue = createExportQueue(catalog, redraw);
	const files = createFileEffects({
		session: getSession,
		workload,
		runViews,
		controller,
		exportQueue,
		preferences,
		savesSource: options.savesSource ?? true,
		glyphs,
		size,
		shown,
		copy,
		env: options.env ?? {},
		openEditor,
		notice,
	});
	const perform = createEffects({
		session: getSession,
		workload,
		controller,
		history,
		files,
		runViews,
		showProgressWarning,
		notice,
	});

	const palette = createPalette(catalog, progress);
	const found = () => palette.items(session, context);
	const context = (): UpdateContext =>
		updateContext(session, {
			catalog,
			progress,
			workload,
			controller,
			playback,
			history,
			runViews,
			size,
			found,
			now: clockNow(),
		});

	const reloading = createReloading({catalog, session: getSession, workload, live, dispatch});

	function dispatch(action: Action) {
		if (reloading.delays(action)) {
			return;
		}

		const {session: next, effects} = update(session, action, context());
		const before = session;
		session = next;
		for (const effect of effects) {
			const error = perform(effect);
			if (error !== undefined) {
				refusal = error;
				session = {...before, notice: error};
				break;
			}
			if (effect.type === 'show-versus' && effect.plays) {
				rewind(true);
			}
		}

		reloading.follow();
		redraw();
	}

	function notice(text: string) {
		dispatch({type: 'notice', text});
	}

	function refuse(text: string) {
		refusal = text;
		notice(text);
	}

	function runsEnded(ended: Workload) {
		const {lesson, key} = ended;
		if (lesson || isSolved(ended, lastRun.session(), controller.claimResults())) {
			void progress.finish(key).then(showProgressWarning);
		}

		// So does the notice about what else of a file could run.
		if ([refusal, ended.choice.user?.notice].some(text => text !== undefined && text === session.notice)) {
			redraw();
		} else {
			dispatch({type: session.versus ? 'continue-versus' : 'clear-notice'});
		}
	}

	function showProgressWarning() {
		const text = session.overlay ? undefined : progress.takeWarning();
		if (text) {
			notice(text);
		}
	}

	/** Moves the playhead to the start of the visible runs, from where it plays. */
	function rewind(plays: boolean) {
		const {now, start, end} = playback.at(clockNow());
		session = {...session, playhead: {at: start, ...(plays && start < end && {since: now})}};
	}

	if (session.historyId !== undefined) {
		const {traces = []} = history.run(session.historyId) ?? {};
		controller.showPast(traces);
		void indexing.index([...reader().onClock(), ...history.traces()]);
		rewind(!initial.playhead);
	}

	return {
		getSession,
		start() {
			reloading.follow();
			if (session.historyId !== undefined) {
				// The first frame took its time: without this a replay would skip its first moments.
				rewind(!initial.playhead);
				redraw();
				return;
			}

			const isComparing = session.overlay?.kind === 'compare';
			const error =
				perform({type: session.run > 0 ? 'start-run' : 'stop-run'}) ??
				(isComparing ? perform({type: 'compare'}) : undefined);
			if (error !== undefined) {
				notice(error);
			} else if (session.run === 0 && !isComparing) {
				live.warm(selectedLanguages(session.language));
			}
		},
		dispatch,
		quit: controller.quit,
		workload,
		runViews,
		moment,
		// Also while a paused picture is visible: it shows how far the run is ahead.
		isMoving: () => comparison.isRunning() || reader().clock() !== undefined || isPlaying(),
		version: () => reader().eventCount() + comparison.eventCount() + playback.version(moment()),
		tick() {
			const {now, end} = playback.at(clockNow());
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
		claimResults: controller.claimResults,
		saved: reloading.saved,
		watched: reloading.watched,
		found,
		runs: reader,
		playback,
		history,
		comparison,
		writing: exportQueue.writing,
		indexing: indexing.percent,
		lastRun: () => ({session: lastRun.session(), ...lastRun.result()}),
		close() {
			reloading.stop();
			exportQueue.stop();
			controller.close();
		},
	};
}
