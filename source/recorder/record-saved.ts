import {createSavedEngine} from '../engines/saved.ts';
import {actionForKey} from '../keys/action-for-key.ts';
import {describeKey} from '../keys/describe-key.ts';
import {noticeMs} from '../session/notice.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import {createStore} from '../store/create-store.ts';
import {createHistory} from '../store/run-history.ts';
import {screenProps} from '../store/screen-props.ts';
import {keyDisplayMs} from '../view/panels/key-display.ts';
import type {ScreenProps} from '../view/props.ts';
import {createTheme} from '../view/theme.ts';
import {createHeadlessScreen} from './headless-screen.ts';
import type {Step} from './key-script.ts';
import type {Stage} from './play-script.ts';
import {playScript, StageEnded} from './play-script.ts';
import type {Recorded, RecordOptions} from './record.ts';
import type {SavedWork} from './saved-work.ts';
import {createVirtualClock} from './virtual-clock.ts';

/**
 * Presses the keys of a script in the app, which shows saved runs on a virtual clock: no process starts, no real time
 * passes, and the same runs and script give the same recording. The recording breaks off at a word that cannot be
 * played.
 */
export async function recordSaved(
	{catalog, initial: opening, opened, traceOf, missing}: SavedWork,
	steps: readonly Step[],
	{deadline, ...options}: RecordOptions,
): Promise<Recorded> {
	const {size, glyphs, fps, theme: themeName = 'dark'} = options;
	const clock = createVirtualClock();
	const engines = (['javascript', 'python'] as const).map(language => createSavedEngine(language, traceOf, clock));
	const screen = createHeadlessScreen({...options, now: clock.now});
	const theme = createTheme(themeName, 3);
	let hasQuit = false;
	let notice: {readonly text: string | undefined; readonly since: number} = {text: undefined, since: 0};
	let pressed: {readonly shown: NonNullable<ScreenProps['pressed']>; readonly at: number} | undefined;
	const history = createHistory();
	if (opened) history.add(opened, opening);
	const [entry] = history.runs();
	const initial = entry ? {...opening, historyId: entry.id} : opening;
	const storeOptions = {engines, history, catalog, progress: noProgress, initial, glyphs, now: clock.now};
	const store = createStore(storeOptions, {
		redraw() {},
		leave() {
			hasQuit = true;
		},
		copy() {},
		openEditor: async () => undefined,
		size: () => size,
		shown: () => screenProps(store, storeOptions),
	});

	/** Does what the app does by itself as time passes, and draws a frame. */
	const draw = () => {
		const {notice: text} = store.getSession();
		if (text !== notice.text) notice = {text, since: clock.now()};
		if (text !== undefined && clock.now() - notice.since >= noticeMs) store.dispatch({type: 'clear-notice'});
		if (pressed && clock.now() - pressed.at >= keyDisplayMs) pressed = undefined;
		const {motion, playhead, keysShown} = store.getSession();
		const isAnimated = motion === 'full' && store.isMoving() && (!playhead || playhead.since !== undefined);
		const shown = screenProps(store, storeOptions);
		const playsAtOriginalSpeed =
			store.getSession().versus !== undefined && shown.scrub?.plays === true && shown.scrub.speed === 1;
		screen.screen({
			...shown,
			// Two runs that play at their original speed need no playhead.
			...(playsAtOriginalSpeed && {scrub: undefined}),
			...{size, theme, glyphs},
			pressed: keysShown ? pressed?.shown : undefined,
			spinner: isAnimated ? 0 : undefined,
		});
	};
	let frames = 0;
	const drawNext = async () => {
		frames++;
		await clock.advance(Math.round((frames * 1000) / fps));
		if (clock.now() > deadline) throw new StageEnded('deadline');
		if (store.isMoving()) store.tick();
		const unsaved = missing();
		if (unsaved !== undefined) throw new StageEnded('missing', unsaved);
		if (hasQuit) throw new StageEnded('quit');
		draw();
	};
	const stage: Stage = {
		now: clock.now,
		shown: screen.shown,
		keepFrame: screen.keepFrame,
		press(key) {
			if (key === 'ctrl+c') hasQuit = true;
			const action = actionForKey(store.getSession(), key);
			if (!action) return;
			const words = describeKey(store.getSession(), key, store.workload().strategies) ?? '';
			store.dispatch(action);
			pressed = {shown: {key, words}, at: clock.now()};
		},
		async pass(ms) {
			const end = clock.now() + ms;
			while (clock.now() < end) await drawNext();
		},
		async waitFor(condition) {
			// The effect of a key is on the screen with the next frame.
			do await drawNext();
			while (!screen.meets(condition));
		},
	};

	try {
		store.start();
		draw();
		const {keys, cues, error} = await playScript(stage, steps, deadline);
		return {recording: screen.finish(keys), cues, ...(error !== undefined && {error})};
	} finally {
		store.close();
	}
}

/** Recordings do not save lesson progress. */
export const noProgress: Progress = {done: () => new Set(), finish: async () => {}, takeWarning: () => undefined};
