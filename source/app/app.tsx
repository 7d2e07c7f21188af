import {useApp, useInput, usePaste} from 'ink';
import type {ReactNode} from 'react';
import {useEffect, useEffectEvent, useMemo, useReducer, useRef, useState} from 'react';
import {actionForClick, actionForKey} from '../keys/action-for-key.ts';
import {describeKey} from '../keys/describe-key.ts';
import {inkKeyNames} from '../keys/ink-keys.ts';
import {pasteAction} from '../keys/paste.ts';
import type {Action} from '../session/action.ts';
import type {ThemeName} from '../session/choices.ts';
import {noticeMs} from '../session/notice.ts';
import {comparisonIn} from '../session/overlay.ts';
import type {Session} from '../session/session.ts';
import {createStore} from '../store/create-store.ts';
import type {RunExit} from '../store/quit-exit.ts';
import {screenProps} from '../store/screen-props.ts';
import type {StoreOptions} from '../store/store.ts';
import type {Trace} from '../trace/trace.ts';
import {scrolledTop} from '../view/click.ts';
import type {Click} from '../view/line.ts';
import {keyDisplayMs} from '../view/panels/key-display.ts';
import type {RunView, ScreenProps, ShownProps} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import {hasNoProgram} from '../view/run-status.ts';
import {Screen, screenRows} from '../view/screens/screen.tsx';
import type {ColorLevel} from '../view/theme.ts';
import {createSamples, createTheme} from '../view/theme.ts';
import {windowTitle} from '../view/window-title.ts';
import {openEditor} from './open-editor.ts';
import {StartingSpinner} from './starting-spinner.tsx';
import type {Terminal} from './terminal.ts';
import type {TerminalInput} from './terminal-input.ts';
import {useBell} from './use-bell.ts';
import {useExpiry} from './use-expiry.ts';
import type {TerminalLinks} from './use-file-links.ts';
import {useFileLinks} from './use-file-links.ts';
import {useFrameTimer} from './use-frame-timer.ts';
import {useHandOver} from './use-hand-over.ts';
import {useMouse} from './use-mouse.ts';
import {useReportedTheme} from './use-reported-theme.ts';
import {useTerminalSize} from './use-terminal-size.ts';

export type AppProps = StoreOptions & {
	readonly color: ColorLevel;
	readonly terminal: Terminal;
	/** Whether the terminal rings when a long run ends. Default: no. */
	readonly bell?: boolean;
	/** Which links the terminal opens. Default: none. */
	readonly links?: TerminalLinks;
	/**
	 * Resolves with the theme that suits the background of the terminal when the terminal reports it; otherwise never.
	 */
	readonly reportedTheme?: Promise<ThemeName>;
	/** Calls back when the mouse is used. Absent where no mouse is read. */
	readonly onMouse?: TerminalInput['onMouse'];
	/** The component to mount instead of the screen. A recorder sets it. */
	readonly screenComponent?: (props: ScreenProps) => ReactNode;
};

/** The result of the app when it exits. */
export type ExitResult = {
	readonly exit: RunExit;
	/** The session at the start of the last run. */
	readonly session: Session;
	/** The last run, or one of a comparison. Undefined if there was none. */
	readonly runView: RunView | undefined;
	/** The traces of the last run in each of its languages, or of all runs of a comparison. */
	readonly traces: readonly Trace[];
};

/** The one stateful component: it owns the session, passes keys and time to it, and mounts the view. */
export function App({
	screenComponent: ScreenComponent = Screen,
	color,
	terminal,
	bell = false,
	links = 'none',
	reportedTheme,
	onMouse,
	...options
}: AppProps) {
	const {exit} = useApp();
	const size = useTerminalSize();
	const latestSize = useRef(size);
	latestSize.current = size;
	const [frame, redraw] = useReducer((count: number) => count + 1, 0);
	const [pressed, showKey] = useState<ScreenProps['pressed']>();

	const leave = (how: RunExit): void => exit({exit: how, ...store.lastRun()} satisfies ExitResult);
	// biome-ignore lint/correctness/useExhaustiveDependencies: one session for as long as it is mounted.
	const store = useMemo(
		() =>
			createStore(options, {
				redraw,
				leave: how => leave(how),
				copy: terminal.copy,
				openEditor: command => openEditor(command, handOver),
				size: () => latestSize.current,
				shown: (): ShownProps => screenProps(store, options),
			}),
		[],
	);
	useEffect(() => {
		store.start();
		return store.close;
	}, [store]);

	const session = store.getSession();
	const props = screenProps(store, options);
	const withLinks = useFileLinks(links, store);
	const title = windowTitle(props.runs[0], options.glyphs);
	const handOver = useHandOver(terminal, title, session.mouse === true);
	const pressedAt = useRef(performance.now());
	useBell(store.isRunning(), bell ? () => terminal.ring?.(title) : undefined, () => pressedAt.current);
	const {motion, playhead, notice} = session;
	const theme = useMemo(() => createTheme(session.theme, color), [session.theme, color]);
	const isMoving = store.isMoving();
	// A comparison shows its own status, and keeps running while the playhead is paused.
	const isCompared = comparisonIn(session) !== undefined;
	const isPaused = playhead !== undefined && playhead.since === undefined && !isCompared;
	useFrameTimer(isMoving, isPaused ? 'paused' : motion, store.version, store.tick);

	useExpiry(notice, noticeMs, () => store.dispatch({type: 'clear-notice'}));
	useExpiry(pressed, keyDisplayMs, () => showKey(undefined));
	useReportedTheme(reportedTheme, store, options.initial.theme);

	const suspend = useEffectEvent(() => void handOver(terminal.stop));
	useEffect(() => terminal.onStop(suspend), [terminal]);
	useEffect(() => terminal.onEnd(store.quit), [terminal, store]);
	// Ink rejects only if `exit` gets an instance of `Error`; any other value counts as a result.
	useEffect(
		() => terminal.onError(error => exit(error instanceof Error ? error : new Error(String(error)))),
		[terminal, exit],
	);

	/** Performs the action of a key or of a click, and shows the key that was pressed or clicked. */
	const act = (input: Click, action: Action | undefined) => {
		pressedAt.current = performance.now();
		if (!action) {
			return;
		}

		const session = store.getSession();
		store.dispatch(action);
		if (typeof input === 'string' && store.getSession().keysShown) {
			showKey({key: input, words: describeKey(session, input, store.workload().strategies) ?? ''});
		}
	};
	const press = (name: string) => act(name, keepingList(actionForKey(store.getSession(), name)));

	// Characters that arrive together without the markers of bracketed paste are keys: fast typing arrives like that.
	usePaste(text => store.dispatch(pasteAction(store.getSession(), text)));
	useInput((input, key) => {
		for (const name of inkKeyNames(input, key)) {
			if (name === 'ctrl+c') {
				store.quit('SIGINT');
			} else if (name === 'ctrl+z') {
				void handOver(terminal.stop);
			} else {
				press(name);
			}
		}
	});

	/** Lets the list on screen scroll only as far as the selection needs it. */
	const keepingList = (action: Action | undefined): Action | undefined => {
		if (action?.type !== 'select' && action?.type !== 'select-listed') {
			return action;
		}
		const top = scrolledTop(drawnNow(), action.by);
		return top === undefined ? action : {...action, top};
	};

	const isAnimated = motion === 'full' && isMoving;
	const isStarting = modelsOf(props.runs).some(model => model.phase === 'starting' && !hasNoProgram(model));
	const shown: ScreenProps = {
		...props,
		size,
		theme,
		samples: session.overlay?.kind === 'themes' ? createSamples(color) : undefined,
		glyphs: options.glyphs,
		withLinks,
		pressed: session.keysShown ? pressed : undefined,
		spinner: isAnimated && (!playhead || playhead.since !== undefined) ? frame : undefined,
	};

	/** Draws the screen again, because the session can have changed since the last frame. */
	const drawnNow = () => screenRows({...shown, ...screenProps(store, options)});

	useMouse(session.mouse === true, {
		onMouse,
		rows: drawnNow,
		press,
		click: target => act(target, actionForClick(store.getSession(), target)),
	});

	return (
		<>
			<ScreenComponent {...shown} />
			{isAnimated && !playhead && !isCompared && !session.overlay && isStarting && <StartingSpinner {...size} />}
		</>
	);
}
