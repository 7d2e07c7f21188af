import {useApp, useInput, useWindowSize} from 'ink';
import {useCallback, useEffect, useMemo, useReducer, useRef} from 'react';
import {describe} from './engine-runs.ts';
import type {Engine, Program} from './engines/engine.ts';
import {keyNames} from './input.ts';
import {actionOf, actionWhileTyping, help, hints} from './keys.ts';
import {modelAt} from './model/follow.ts';
import type {Picture} from './runs.ts';
import {createRuns} from './runs.ts';
import type {Action, LanguageChoice, ScenarioChoice, Session} from './session.ts';
import {Starting} from './starting.tsx';
import type {Strategy} from './strategies/strategy.ts';
import {update} from './update.ts';
import {findScenarios} from './update-overlay.ts';
import type {Glyphs} from './view/glyphs.ts';
import {Screen} from './view/screens/screen.tsx';
import type {ColourLevel} from './view/theme.ts';
import {paint} from './view/theme.ts';

type Language = Engine['language'];

export type AppProps = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly scenarios: readonly ScenarioChoice[];
	readonly strategies: readonly Strategy[];
	/** The program of what a session has chosen, in a language. */
	readonly programOf: (session: Session, language: Language) => Program;
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
	/** The last run, in each of its languages; empty if there was none. */
	readonly pictures: readonly Picture[];
};

/** Milliseconds between two frames while a run is live; with motion `off` only events are drawn, at most this often. */
const frameInterval = {full: 50, reduced: 250, off: 50} as const;

/** The one stateful component: it holds the session and the runs, moves the playhead, and mounts the view. */
export function App({engines, scenarios, strategies, programOf, initial, glyphs, colour, terminal}: AppProps) {
	const {exit, suspendTerminal} = useApp();
	const size = useWindowSize();
	const [frame, redraw] = useReducer((count: number) => count + 1, 0);
	const session = useRef(initial);
	const runs = useMemo(() => createRuns(engines), [engines]);
	useEffect(() => () => void runs.close(), [runs]);

	const {run, motion, frozenAt, theme} = session.current;
	useEffect(() => {
		if (run > 0) {
			const languages = chosenLanguages(session.current.language);
			runs.start(new Map(languages.map(language => [language, programOf(session.current, language)])));
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
		exit({code, session: session.current, pictures: runs.at()} satisfies Leave);
	};

	const cancelSelected = () => {
		const task = session.current.tasks[session.current.selected];
		const states = runs.at().flatMap(({model}) => model.lanes.find(({id}) => id === task?.id)?.state ?? []);
		if (task && states.some(state => state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			act({type: 'notice', text: `Nothing to cancel: ${task?.name ?? 'no task'} is ${states[0] ?? 'not running'}.`});
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

	const [first = unstarted(programOf, session.current), second] = runs.at(frozenAt ?? runs.clock());
	const isStarting =
		motion === 'full' && isMoving && [first, second].some(picture => picture?.model.phase === 'starting');
	const filter = session.current.overlay?.kind === 'find' ? session.current.overlay.filter : '';
	return (
		<>
			<Screen
				model={first.model}
				previous={first.previous}
				sequential={first.sequential}
				beside={second?.model}
				session={session.current}
				strategies={strategies}
				hints={footer}
				help={helpGroups}
				found={findScenarios(filter, scenarios)}
				size={size}
				theme={paint(theme, colour)}
				glyphs={glyphs}
				spinner={motion === 'full' && isMoving ? frame : undefined}
			/>
			{isStarting && <Starting {...size} />}
		</>
	);
}

const footer = hints();
const helpGroups = help();

/** What there is to see before anything was started. */
function unstarted(programOf: AppProps['programOf'], session: Session): Picture {
	const [language] = chosenLanguages(session.language);
	const description = describe(language, programOf(session, language));
	return {model: modelAt([description], 0), previous: undefined, sequential: undefined};
}

function chosenLanguages(choice: LanguageChoice): readonly [Language, ...Language[]] {
	return choice === 'both' ? ['javascript', 'python'] : [choice];
}
