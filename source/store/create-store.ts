import type {Action} from '../session/action.ts';
import type {UpdateContext} from '../session/context.ts';
import {playheadTime} from '../session/session.ts';
import {update} from '../session/update.ts';
import {formatSaveError} from '../storage/save-runs.ts';
import type {Workload} from '../workloads/workload.ts';
import {getWorkload} from '../workloads/workload.ts';
import {createEffects} from './effects.ts';
import {isSolved} from './exercise-props.ts';
import {createExportQueue} from './export-queue.ts';
import {createFileEffects} from './file-effects.ts';
import {createPalette} from './palette.ts';
import {createPlaybackReader} from './playback.ts';
import {createReloading} from './reloading.ts';
import {createRunController} from './run-controller.ts';
import {createHistory} from './run-history.ts';
import {runViewsOf, selectedLanguages} from './run-views.ts';
import type {Store, StoreHost, StoreOptions} from './store.ts';
import {updateContext} from './update-context.ts';

/** Creates a store with its runs. Nothing starts before `start` is called. */
export function createStore(options: StoreOptions, {redraw, leave, copy, openEditor, size, shown}: StoreHost): Store {
	const {engines, catalog, progress, preferences, saver, initial, glyphs, history = createHistory()} = options;
	const {now: clockNow = () => performance.now()} = options;
	let session = initial;
	/** The notice on why a key could not start a run. It stays when the previous run ends. */
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
	/** Returns the moment under the playhead, or that of the oldest event in memory if that is later. */
	const moment = () => {
		const at = playheadTime(session, clockNow());
		return at === undefined ? undefined : Math.max(at, playback.at(clockNow()).start);
	};
	const isPlaying = () => session.playhead?.since !== undefined;
	const hasArrived = () => isPlaying() && (moment() ?? 0) >= playback.at(clockNow()).end;
	const runViews = () => {
		const models = reader().at(moment() ?? reader().clock());
		const modelsAtEnd = reader().modelsAtEnd();
		return runViewsOf(models, session, {history, workload: workload(), baselines: viewed.baselines(), modelsAtEnd});
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
			clock: clockNow,
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
		if (session.overlay?.kind === 'input') {
			dispatch({type: 'back'});
		}

		const {lesson, key} = ended;
		if (lesson || isSolved(ended, lastRun.session(), controller.claimResults())) {
			void progress.finish(key).then(showProgressWarning);
		}

		// A notice on why a key could not start a run stays, and so does the one on what else of a file could run.
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

	/** Moves the playhead to the start of the visible runs. `plays`: whether they play from there. */
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
				// Drawing the first frame took time: without this, a replay would skip its first moments.
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
		isRunning: () => live.clock() !== undefined || comparison.isRunning(),
		// A live run also counts during a pause: the screen shows how far the run is ahead.
		isMoving: () => comparison.isRunning() || reader().clock() !== undefined || isPlaying(),
		// A replay that has arrived at its end has still to stop, even if its last event has been drawn.
		version: () =>
			hasArrived() ? Number.NaN : reader().eventCount() + comparison.eventCount() + playback.version(moment()),
		tick() {
			const {now, end} = playback.at(clockNow());
			if (hasArrived()) {
				if (indexing.percent() === undefined) {
					dispatch({type: 'go-to', end: 'live'});
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
		takesInput: () => live.input(''),
		found,
		runs: reader,
		processes: live.processes,
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
