import {useApp, useInput, useWindowSize} from 'ink';
import type {ReactNode} from 'react';
import {useCallback, useEffect, useMemo, useReducer, useRef, useState} from 'react';
import type {Catalogue} from './catalogue.ts';
import {comparedRows, createComparison, runsToCompare, workOf} from './comparison.ts';
import type {Engine} from './engines/engine.ts';
import {hints} from './hints.ts';
import type {History} from './history.ts';
import {createHistory, wasCancelled} from './history.ts';
import {keyNames} from './input.ts';
import {actionIn} from './key-actions.ts';
import {keyWords} from './key-words.ts';
import {help} from './keys.ts';
import {judgeLesson, showLesson, showListed} from './lesson-shown.ts';
import {keyDifferences} from './lessons/key-differences.ts';
import type {Judgement} from './model/claim.ts';
import {logged} from './model/log.ts';
import {chosenLanguages, openKept, picturesAt} from './pictures.ts';
import {createPlayback, wholeRuns} from './playback.ts';
import type {Progress} from './progress.ts';
import {endings} from './record/endings.ts';
import {sayExported} from './record/export-shown.ts';
import type {Picture} from './runs.ts';
import {createRuns} from './runs.ts';
import {saySaved} from './save-runs.ts';
import type {Action, Session} from './session.ts';
import {momentOf} from './session.ts';
import {Starting} from './starting.tsx';
import type {Trace} from './trace/trace.ts';
import {update} from './update.ts';
import {useFrames} from './use-frames.ts';
import type {Glyphs} from './view/glyphs.ts';
import {keyShownFor} from './view/panels/keys-shown.ts';
import {logExtent} from './view/panels/log.ts';
import type {ScreenProps} from './view/screens/screen.tsx';
import {Screen} from './view/screens/screen.tsx';
import type {ColourLevel} from './view/theme.ts';
import {paint} from './view/theme.ts';

export type AppProps = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly catalogue: Pick<Catalogue, 'entries' | 'entry'>;
	/** Runs that were there before the sitting. */
	readonly history?: History;
	readonly progress: Progress;
	readonly initial: Session;
	readonly glyphs: Glyphs;
	readonly colour: ColourLevel;
	readonly terminal: Terminal;
	/** What is mounted in place of the screen: a recorder's. */
	readonly screen?: (props: ScreenProps) => ReactNode;
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
	/** The same runs, event by event. */
	readonly traces: readonly Trace[];
};

/** Milliseconds after which the narration has its place back from a notice. */
const noticeTime = 6000;

/** The one stateful component: it holds the session and the runs, moves the playhead, and mounts the view. */
export function App({history: given, screen = Screen, ...props}: AppProps) {
	const {engines, catalogue, progress, initial, glyphs, colour, terminal} = props;
	const Shown = screen;
	const {exit, suspendTerminal} = useApp();
	const size = useWindowSize();
	const [frame, redraw] = useReducer((count: number) => count + 1, 0);
	const session = useRef(initial);
	const [pressed, showKey] = useState<ScreenProps['pressed']>();
	const judgements = useRef<readonly Judgement[]>([]);
	const onEnd = useRef(() => {});
	const runs = useMemo(() => createRuns(engines, () => onEnd.current()), [engines]);
	const playback = useMemo(() => createPlayback(runs), [runs]);
	const history = useMemo(() => given ?? createHistory(), [given]);
	const comparison = useMemo(() => createComparison(redraw), []);
	useEffect(
		() => () => {
			comparison.leave();
			void runs.close();
		},
		[runs, comparison],
	);

	const entry = () => {
		const found = catalogue.entry(session.current.scenario);
		if (!found) {
			throw new Error(`no scenario "${session.current.scenario}"`);
		}

		return found;
	};

	/** The run of the history that was chosen, as it was; nothing runs. */
	const showKept = () => {
		openKept(history.run(session.current.kept), runs);
		judge();
	};

	const start = () => {
		const languages = session.current.run > 0 ? chosenLanguages(session.current.language) : [];
		const programs = languages.map(language => [language, entry().program(session.current, language)] as const);
		judgements.current = [];
		// Where a version has no program in a language, its words stand in place of a run.
		runs.start(new Map(programs.filter(([, program]) => program.files.length > 0)));
		redraw();
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: later runs are started by keys.
	useEffect(() => {
		if (session.current.kept !== undefined) {
			showKept();
			act(initial.playhead ? {type: 'go-to', end: 'start'} : {type: 'toggle-pause'});
			return;
		}

		start();
		if (session.current.overlay?.kind === 'compare') {
			compareAll();
		}
	}, [runs]);

	const judge = () => {
		const models = runs.at().map(({model}) => model);
		judgements.current = judgeLesson(entry(), session.current, models);
	};

	onEnd.current = () => {
		const {lesson, key} = entry();
		if (lesson) {
			judge();
			void progress.finish(key).then(complain);
		}

		if (session.current.kept === undefined && !runs.traces().some(wasCancelled)) {
			history.keep(runs.traces(), session.current);
		}

		act({type: 'unsay'});
	};

	/** Under the playhead; undefined: the present. */
	const moment = () => momentOf(session.current, performance.now());

	const pictures = () => picturesAt(moment(), session.current, {runs, history, entry: entry()});

	const {motion, playhead, theme, notice} = session.current;
	const isRunning = runs.clock() !== undefined;
	const plays = playhead?.since !== undefined;
	// Where the picture stands still, how far it is behind what runs does not.
	const isMoving = comparison.isRunning() || isRunning || plays;
	useFrames(
		isMoving,
		motion,
		() => runs.told() + comparison.told() + playback.told(moment()),
		() => {
			if (plays && (moment() ?? 0) >= playback.tape(performance.now()).end) {
				act({type: 'go-to', end: 'present'});
			} else {
				redraw();
			}
		},
	);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `act` reads what it needs when it is called.
	useEffect(() => {
		if (notice !== undefined) {
			const timer = setTimeout(() => act({type: 'unsay'}), noticeTime);
			return () => clearTimeout(timer);
		}
	}, [notice]);

	const suspend = useCallback(() => void suspendTerminal(terminal.stop), [suspendTerminal, terminal]);
	useEffect(() => terminal.onStop(suspend), [terminal, suspend]);

	const act = (action: Action) => {
		const before = session.current;
		session.current = update(before, action, {
			get scenarios() {
				return catalogue.entries().map(({choice}) => choice);
			},
			get lanes() {
				return Math.max(...pictures().map(picture => picture?.model.lanes.length ?? 0));
			},
			differences: keyDifferences,
			get compared() {
				return comparedRows(comparison);
			},
			get log() {
				const [first, second] = pictures();
				return logExtent({session: before, model: first.model, beside: second?.model, size});
			},
			clock: runs.clock(),
			tape: playback.tape(performance.now()),
			history: history.runs(),
		});
		if (session.current.kept !== undefined && session.current.kept !== before.kept) {
			showKept();
		} else if (before.overlay?.kind === 'compare' && action.type === 'choose-listed' && !session.current.overlay) {
			runs.open(comparison.ended(session.current.strategy));
			judge();
		} else if (session.current.run !== before.run || session.current.scenario !== before.scenario) {
			start();
		}

		if (session.current.overlay?.kind === 'compare') {
			compareAll();
		} else {
			comparison.leave();
		}

		if (action.type === 'quit') {
			leave(0);
		} else if (action.type === 'save') {
			void save();
		} else if (before.overlay?.kind === 'export' && action.type === 'choose-listed') {
			void write(endings[before.overlay.selected]?.ending ?? '');
		} else if (action.type === 'cancel-task' && session.current.tasks.length > 0) {
			cancelSelected();
		} else if (before.overlay?.kind === 'find') {
			complain();
		}

		redraw();
	};

	/** Runs them all, unless they have been. */
	const compareAll = () => {
		const work = workOf(session.current);
		if (!comparison.isOf(work)) {
			runs.stop();
			comparison.begin(work, runsToCompare(entry(), session.current, engines));
		}
	};

	const complain = () => {
		const text = session.current.overlay ? undefined : progress.complaint();
		if (text) {
			act({type: 'notice', text});
		}
	};

	const leave = (code: number) => {
		exit({code, session: session.current, pictures: runs.at(), traces: runs.traces()} satisfies Leave);
	};

	const write = async (ending: string) => {
		const {theme, motion} = session.current;
		const look = {size, theme, motion, glyphs, moment: moment()};
		act({type: 'notice', text: await sayExported(runs.traces(), '.', ending, catalogue, look)});
	};

	const save = async () => act({type: 'notice', text: await saySaved(runs.traces(), runs.clock() !== undefined)});

	const cancelSelected = () => {
		const task = session.current.tasks[session.current.selected];
		const states = runs.at().flatMap(({model}) => model.lanes.find(({id}) => id === task?.id)?.state ?? []);
		if (task && states.some(state => state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			act({type: 'notice', text: `Nothing to cancel: ${task?.name ?? 'no task'} is ${states[0] ?? 'not running'}.`});
		}
	};

	useEffect(() => {
		const timer = pressed && setTimeout(() => showKey(undefined), keyShownFor);
		return () => clearTimeout(timer);
	}, [pressed]);

	useInput((input, key) => {
		for (const name of keyNames(input, key)) {
			if (name === 'ctrl+c') {
				leave(130);
			} else if (name === 'ctrl+z') {
				suspend();
			} else {
				const action = actionIn(session.current, name);
				if (action) {
					const words = keyWords(session.current, name, entry().strategies) ?? '';
					act(action);
					if (session.current.keysShown) {
						showKey({key: name, words});
					}
				}
			}
		}
	});

	const [first, second] = pictures();
	const models = [first.model, ...(second ? [second.model] : [])];
	const shownMoment = moment();
	const isStarting =
		motion === 'full' &&
		isMoving &&
		!playhead &&
		[first, second].some(({model} = first) => model.phase === 'starting' && model.description.files.length > 0);
	const {lesson, strategies} = entry();
	const shown = {session: session.current, model: first.model, beside: second?.model, size};
	const about = {
		isLesson: lesson !== undefined,
		choices: strategies.length,
		isOver: runs.whole().length > 0,
		printed: logged(first.model) + (second ? logged(second.model) : 0),
	};
	return (
		<>
			<Shown
				{...shown}
				previous={first.previous}
				sequential={first.sequential}
				previousBeside={second?.previous}
				sequentialBeside={second?.sequential}
				strategies={strategies}
				hints={hints(session.current, about)}
				help={helpGroups}
				scrub={shownMoment === undefined ? undefined : playback.scrub(shownMoment, session.current, models)}
				whole={wholeRuns(runs, first.model, second?.model)}
				history={
					session.current.overlay?.kind === 'history'
						? history.runs().map(({id, models}) => ({id, models: models()}))
						: undefined
				}
				formats={session.current.overlay?.kind === 'export' ? endings : undefined}
				found={showListed(session.current, catalogue, progress)}
				lesson={lesson && showLesson(lesson, judgements.current)}
				keyDifferences={keyDifferences}
				compared={
					session.current.overlay?.kind === 'compare'
						? {models: comparison.models(), isOver: !comparison.isRunning()}
						: undefined
				}
				theme={paint(theme, colour)}
				glyphs={glyphs}
				pressed={session.current.keysShown ? pressed : undefined}
				spinner={motion === 'full' && isMoving && (!playhead || plays) ? frame : undefined}
			/>
			{isStarting && <Starting {...size} />}
		</>
	);
}

const helpGroups = help();
