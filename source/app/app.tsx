import {useApp, useInput, useWindowSize} from 'ink';
import type {ReactNode} from 'react';
import {useCallback, useEffect, useMemo, useReducer, useRef, useState} from 'react';
import {actionIn} from '../keys/action-for-key.ts';
import {keyWords} from '../keys/describe-key.ts';
import {keyNames} from '../keys/ink-keys.ts';
import type {Session} from '../session/session.ts';
import {comparisonIn} from '../session/session.ts';
import type {Picture} from '../store/run-views.ts';
import {shown} from '../store/screen-props.ts';
import type {SittingOptions} from '../store/store.ts';
import {createSitting} from '../store/store.ts';
import type {Trace} from '../trace/trace.ts';
import {keyShownFor} from '../view/panels/key-display.ts';
import type {ScreenProps} from '../view/screens/screen.tsx';
import {Screen} from '../view/screens/screen.tsx';
import type {ColourLevel} from '../view/theme.ts';
import {paint} from '../view/theme.ts';
import {Starting} from './starting-spinner.tsx';
import {useFrames} from './use-frame-timer.ts';

export type AppProps = SittingOptions & {
	readonly colour: ColourLevel;
	readonly terminal: Terminal;
	/** What is mounted in place of the screen: a recorder's. */
	readonly screen?: (props: ScreenProps) => ReactNode;
};

/** What the app needs of the process it lives in. */
export type Terminal = {
	/** Stops the process as Ctrl+Z does in a shell; returns when it goes on. */
	readonly stop: () => void;
	/** Puts a text into the clipboard of whoever sits there; whether the terminal allows that, nobody is told. */
	readonly copy: (text: string) => void;
	/** Calls back when somebody else asks the process to stop; the result takes that back. */
	readonly onStop: (callback: () => void) => () => void;
};

/** What the app exits with. */
export type Leave = {
	readonly code: number;
	/** As it was when that run was started. */
	readonly session: Session;
	/** The last run, or one of a comparison; undefined if there was none. */
	readonly picture: Picture | undefined;
	/** The last run in each of its languages, or all of a comparison, event by event. */
	readonly traces: readonly Trace[];
};

/** Milliseconds after which the narration has its place back from a notice. */
const noticeTime = 6000;

/** The one stateful component: it holds the sitting, gives it the keys and the time, and mounts the view. */
export function App({screen: Shown = Screen, colour, terminal, ...options}: AppProps) {
	const {exit, suspendTerminal} = useApp();
	const size = useWindowSize();
	const latestSize = useRef(size);
	latestSize.current = size;
	const [frame, redraw] = useReducer((count: number) => count + 1, 0);
	const [pressed, showKey] = useState<ScreenProps['pressed']>();

	const leave = (code: number): void => exit({code, ...sitting.last()} satisfies Leave);
	// biome-ignore lint/correctness/useExhaustiveDependencies: one sitting for as long as it is mounted.
	const sitting = useMemo(
		() =>
			createSitting(options, {redraw, leave: code => leave(code), copy: terminal.copy, size: () => latestSize.current}),
		[],
	);
	useEffect(() => {
		sitting.open();
		return sitting.close;
	}, [sitting]);

	const session = sitting.session();
	const {motion, playhead, theme, notice} = session;
	const isMoving = sitting.isMoving();
	// Where the picture stands still, only how far the run is ahead of it changes.
	const standsStill = playhead !== undefined && playhead.since === undefined;
	useFrames(isMoving, standsStill && motion === 'full' ? 'reduced' : motion, sitting.told, sitting.tick);

	useEffect(() => {
		if (notice !== undefined) {
			const timer = setTimeout(() => sitting.act({type: 'unsay'}), noticeTime);
			return () => clearTimeout(timer);
		}
	}, [notice, sitting]);

	useEffect(() => {
		const timer = pressed && setTimeout(() => showKey(undefined), keyShownFor);
		return () => clearTimeout(timer);
	}, [pressed]);

	const suspend = useCallback(() => void suspendTerminal(terminal.stop), [suspendTerminal, terminal]);
	useEffect(() => terminal.onStop(suspend), [terminal, suspend]);

	const press = (name: string) => {
		const action = actionIn(sitting.session(), name);
		if (!action) {
			return;
		}

		const words = keyWords(sitting.session(), name, sitting.entry().strategies) ?? '';
		sitting.act(action);
		if (sitting.session().keysShown) {
			showKey({key: name, words});
		}
	};

	useInput((input, key) => {
		for (const name of keyNames(input, key)) {
			if (name === 'ctrl+c') {
				leave(130);
			} else if (name === 'ctrl+z') {
				suspend();
			} else {
				press(name);
			}
		}
	});

	const props = shown(sitting, options);
	const isAnimated = motion === 'full' && isMoving;
	// A comparison says by itself what it is at.
	const isCompared = comparisonIn(session) !== undefined;
	const isStarting = [props.model, ...(props.beside ? [props.beside] : [])].some(
		({phase, description}) => phase === 'starting' && description.files.length > 0,
	);
	return (
		<>
			<Shown
				{...props}
				size={size}
				theme={paint(theme, colour)}
				glyphs={options.glyphs}
				pressed={session.keysShown ? pressed : undefined}
				spinner={isAnimated && (!playhead || playhead.since !== undefined) ? frame : undefined}
			/>
			{isAnimated && !playhead && !isCompared && isStarting && <Starting {...size} />}
		</>
	);
}
