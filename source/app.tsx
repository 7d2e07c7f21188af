import {useApp, useInput, useWindowSize} from 'ink';
import {useCallback, useEffect, useMemo, useReducer, useRef} from 'react';
import type {Engine, Program} from './engines/engine.ts';
import {keyNames} from './input.ts';
import {actionOf, actionWhileTyping, help, hints} from './keys.ts';
import {modelAt} from './model/follow.ts';
import type {Model} from './model/model.ts';
import {createRuns, describe} from './runs.ts';
import type {Action, ScenarioChoice, Session} from './session.ts';
import type {Strategy} from './strategies/strategy.ts';
import {update} from './update.ts';
import {findScenarios} from './update-overlay.ts';
import type {Glyphs} from './view/glyphs.ts';
import type {StrategyWords} from './view/screens/screen.tsx';
import {Screen} from './view/screens/screen.tsx';
import type {ColourLevel} from './view/theme.ts';
import {paint} from './view/theme.ts';

export type AppProps = {
	readonly engine: Engine;
	readonly scenarios: readonly ScenarioChoice[];
	readonly strategies: readonly Strategy[];
	/** The program of what a session has chosen. */
	readonly programOf: (session: Session) => Program;
	readonly initial: Session;
	readonly glyphs: Glyphs;
	readonly colour: ColourLevel;
	readonly terminal: Terminal;
};

/** What the app needs of the process it lives in. */
export type Terminal = {
	/** Stops the process as Ctrl+Z does in a shell; returns when it goes on. */
	readonly stop: () => void;
	/** Calls back when somebody else asks the process to stop; the result takes that back. */
	readonly onStop: (callback: () => void) => () => void;
};

/** What the app exits with. */
export type Leave = {
	readonly code: number;
	readonly session: Session;
	/** The last run; undefined if there was none. */
	readonly model: Model | undefined;
	readonly sequential: Model | undefined;
};

/** Milliseconds between two frames while a run is live; with motion `off` only events are drawn, at most this often. */
const frameInterval = {full: 50, reduced: 250, off: 50} as const;

/** The one stateful component: it holds the session and the runs, moves the playhead, and mounts the view. */
export function App({engine, scenarios, strategies, programOf, initial, glyphs, colour, terminal}: AppProps) {
	const {exit, suspendTerminal} = useApp();
	const size = useWindowSize();
	const [frame, redraw] = useReducer((count: number) => count + 1, 0);
	const session = useRef(initial);
	const runs = useMemo(() => createRuns(engine), [engine]);
	useEffect(() => () => void runs.close(), [runs]);

	const {run, motion, frozenAt, theme} = session.current;
	useEffect(() => {
		if (run > 0) {
			runs.start(programOf(session.current));
			redraw();
		}
	}, [run, runs, programOf]);

	const isRunning = runs.clock() !== undefined;
	const isMoving = isRunning && frozenAt === undefined;
	useEffect(() => {
		if (!isMoving) {
			return;
		}

		// With motion off only what has happened is drawn: the clock alone changes nothing.
		let drawn = runs.told();
		const timer = setInterval(() => {
			if (motion !== 'off' || runs.told() !== drawn) {
				drawn = runs.told();
				redraw();
			}
		}, frameInterval[motion]);
		return () => clearInterval(timer);
	}, [isMoving, runs, motion]);

	const suspend = useCallback(() => void suspendTerminal(terminal.stop), [suspendTerminal, terminal]);
	useEffect(() => terminal.onStop(suspend), [terminal, suspend]);

	const act = (action: Action) => {
		const world = {scenarios, strategies, clock: runs.clock()};
		session.current = update(session.current, action, world);
		if (action.type === 'quit') {
			leave(0);
		} else if (action.type === 'cancel-task') {
			cancelSelected();
		}

		redraw();
	};

	const leave = (code: number) => {
		exit({code, session: session.current, model: runs.at(), sequential: runs.sequential()} satisfies Leave);
	};

	const cancelSelected = () => {
		const task = session.current.tasks[session.current.selected];
		const state = runs.at()?.planned.find(({id}) => id === task?.id)?.state;
		if (task && (state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			act({type: 'notice', text: `Nothing to cancel: ${task?.name ?? 'no task'} is ${state ?? 'not running'}.`});
		}
	};

	useInput((input, key) => {
		for (const name of keyNames(input, key)) {
			if (name === 'ctrl+c') {
				leave(130);
			} else if (name === 'ctrl+z') {
				suspend();
			} else {
				const isTyping = session.current.overlay?.kind === 'find';
				const action = isTyping ? actionWhileTyping(name) : actionOf(name);
				if (action) {
					act(action);
				}
			}
		}
	});

	const model = runs.at(frozenAt ?? runs.clock()) ?? modelAt([describe(engine, programOf(session.current))], 0);
	const words = useMemo(() => strategies.map(strategy => wordsOf(strategy, engine.language)), [strategies, engine]);
	const filter = session.current.overlay?.kind === 'find' ? session.current.overlay.filter : '';
	return (
		<Screen
			model={model}
			previous={runs.previous()}
			sequential={runs.sequential()}
			session={session.current}
			strategies={words}
			hints={footer}
			help={helpGroups}
			found={findScenarios(filter, scenarios)}
			size={size}
			theme={paint(theme, colour)}
			glyphs={glyphs}
			spinner={motion === 'full' && isMoving ? frame : undefined}
		/>
	);
}

const footer = hints();
const helpGroups = help();

function wordsOf(strategy: Strategy, language: Engine['language']): StrategyWords {
	return {...strategy, construct: strategy.construct[language], nearest: strategy.nearest?.[language]};
}
