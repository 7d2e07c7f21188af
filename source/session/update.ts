import type {Action, RunAction, ViewAction} from './action.ts';
import type {ScenarioInfo, Session, UpdateContext} from './session.ts';
import {languageChoices, motions, screenNames, startSession, themeNames, zooms} from './session.ts';
import {resetZoom, updateOverlay} from './update-overlay.ts';
import {updatePlayhead} from './update-playhead.ts';
import {
	clamp,
	hasTasks,
	isMeasured,
	measuredNotices,
	programNotices,
	updateTasks,
	withLatency,
} from './update-tasks.ts';

/** The least and the greatest limit. */
const limits = [1, 1000] as const;

/** The next session. The only place where one changes. */
export function update(session: Session, action: Action, context: UpdateContext): Session {
	const {notice: _notice, ...cleared} = session;
	if (currentScenario(cleared, context)?.saved && needsEngine(action, cleared)) {
		return {...cleared, notice: 'This is a saved run: it can be replayed, not run again.'};
	}

	return askLessonQuestion(keepVerdictOpen(cleared, step(cleared, action, context), context), context);
}

/** Whether it asks for a run. */
function needsEngine(action: Action, {screen}: Session): boolean {
	return runActions.has(action.type) || (action.type === 'open-details' && screen === 'differences');
}

const runActions: ReadonlySet<Action['type']> = new Set([
	...(['choose-strategy', 'change-limit', 'toggle-sequential', 'run-again', 'run-reseeded', 'cancel-task'] as const),
	...(['change-latency', 'what-if', 'add-task', 'remove-task', 'open-find', 'toggle-compare'] as const),
]);

/** Whoever has asked what happened sees that of the next run, too. A lesson shows it by itself. */
function keepVerdictOpen(before: Session, next: Session, context: UpdateContext): Session {
	const isNextRun = next.run !== before.run && next.scenario === before.scenario;
	return isNextRun && before.verdict && !currentScenario(next, context)?.lesson ? {...next, verdict: true} : next;
}

function step(session: Session, action: Action, context: UpdateContext): Session {
	switch (action.type) {
		case 'choose-strategy':
		case 'change-limit':
		case 'toggle-sequential':
		case 'next-language':
		case 'run-again':
		case 'run-reseeded':
		case 'save':
		case 'copy':
		case 'cancel-task':
		case 'quit':
			return updateRun(session, action, context);
		case 'toggle-pause':
			return session.run === 0 ? runAgain(session) : updatePlayhead(session, action, context);
		case 'seek':
		case 'go-to':
		case 'step':
		case 'change-speed':
			return updatePlayhead(session, action, context);
		case 'change-latency':
		case 'what-if':
		case 'add-task':
		case 'remove-task':
			return runIfTasksChanged(session, updateTasks(session, action));
		case 'select':
		case 'select-beside':
		case 'next-screen':
		case 'toggle-verdict':
		case 'next-zoom':
		case 'next-theme':
		case 'next-motion':
		case 'toggle-keys':
		case 'notice':
		case 'clear-notice':
			return updateView(session, action, context);
		default: {
			const {session: changed, next} = updateOverlay(session, action, context);
			return next === undefined ? changed : next === 'run' ? runAgain(changed) : openScenario(changed, next);
		}
	}
}

/** A lesson that was not begun shows its question whenever nothing else lies over it. */
function askLessonQuestion(session: Session, context: UpdateContext): Session {
	const isUnasked = session.run === 0 && session.answer === undefined && session.overlay === undefined;
	return isUnasked && currentScenario(session, context)?.lesson
		? {...session, overlay: {kind: 'question', selected: 0}}
		: session;
}

function updateRun(session: Session, action: RunAction, context: UpdateContext): Session {
	switch (action.type) {
		case 'choose-strategy':
			return chooseStrategy(session, action.index, context);
		case 'toggle-sequential':
			return toggleFirstTwo(session, context);
		case 'next-language':
			return nextLanguage(session, currentScenario(session, context) ?? {});
		case 'run-again':
			return runAgain(session);
		case 'run-reseeded':
			return hasTasks(session) ? reseed(session, context) : {...session, notice: programNotices.seed};
		case 'change-limit':
			return hasTasks(session) ? changeLimit(session, action.by, context) : {...session, notice: programNotices.limit};
		case 'cancel-task':
			return hasTasks(session) ? session : {...session, notice: programNotices.cancel};
		case 'save':
		case 'copy':
		case 'quit':
			return session;
	}
}

function nextLanguage(session: Session, {user, saved}: Partial<ScenarioInfo>): Session {
	if (user?.missing) {
		return {...session, notice: user.missing};
	}

	const other = {...session, language: cycle(languageChoices, session.language), languageChosen: true};
	if (saved) {
		return other;
	}

	const next = runSelection(other);
	return user?.both && next.language === 'both' ? {...next, notice: user.both} : next;
}

function runIfTasksChanged(before: Session, next: Session): Session {
	return next.tasks === before.tasks ? next : runSelection(next);
}

function updateView(session: Session, action: ViewAction, context: UpdateContext): Session {
	switch (action.type) {
		case 'select':
			return session.screen === 'differences'
				? withCell(session, {row: clamp(session.cell.row + action.by, 0, context.differences.length - 1)})
				: {...session, selected: clamp(session.selected + action.by, 0, context.lanes - 1)};
		case 'select-beside':
			return session.screen === 'differences'
				? withCell(session, {column: action.by === 1 ? 1 : 0})
				: updatePlayhead(session, {type: 'seek', by: action.by * 100}, context);
		case 'next-screen':
			return {...session, screen: cycle(screenNames, session.screen, action.by)};
		case 'toggle-verdict':
			return toggleVerdict(session, context);
		case 'next-zoom':
			return nextZoom(session);
		case 'next-theme': {
			const theme = cycle(themeNames, session.theme);
			return {...session, theme, notice: `Theme: ${theme}.`};
		}
		case 'next-motion': {
			const motion = cycle(motions, session.motion);
			return {...session, motion, notice: `Motion: ${motion}.`};
		}
		case 'toggle-keys':
			return {...session, keysShown: !session.keysShown};
		case 'notice':
			return {...session, notice: action.text};
		case 'clear-notice':
			// Each action takes back what was said before.
			return session;
	}
}

function currentScenario(session: Session, context: UpdateContext): ScenarioInfo | undefined {
	return context.scenarios.find(({name}) => name === session.scenario);
}

function openScenario(session: Session, scenario: ScenarioInfo): Session {
	const {answer: _answer, verdict: _verdict, overlay: _overlay, compare: _compare, run, ...rest} = toLive(session);
	const {strategy, limit} = scenario;
	return startSession(scenario, {...rest, strategy, limit, run: run + 1});
}

function chooseStrategy(session: Session, index: number, context: UpdateContext): Session {
	const scenario = currentScenario(session, context);
	const strategy = scenario?.strategies[index];
	if (!scenario || strategy) {
		const selected = hasTasks(session) ? session.selected : 0;
		return strategy ? runSelection({...session, strategy: strategy.name, selected}) : session;
	}

	const {length} = scenario.strategies;
	return {
		...session,
		notice: length === 1 ? 'Only one version. Press r to run it again.' : `Press a number from 1 to ${length}.`,
	};
}

/** Sequential and concurrent, or the first two versions of a program. */
function toggleFirstTwo(session: Session, context: UpdateContext): Session {
	const isFirst = currentScenario(session, context)?.strategies[0]?.name === session.strategy;
	return chooseStrategy(session, isFirst ? 1 : 0, context);
}

/** Runs what was chosen; under a question the run waits for the answer, and a comparison runs it all by itself. */
function runSelection(session: Session): Session {
	const kind = session.overlay?.kind;
	return kind === 'question' || kind === 'compare' ? session : runAgain(session);
}

function runAgain(session: Session): Session {
	const {verdict: _verdict, overlay, ...rest} = toLive(session);
	const screen = session.screen === 'differences' ? 'dashboard' : session.screen;
	return {...rest, ...(overlay && overlay.kind !== 'question' && {overlay}), screen, run: session.run + 1};
}

/** Other latencies for the same tasks; what the user added, removed and asked "what if" of stays. */
function reseed(session: Session, context: UpdateContext): Session {
	const scenario = currentScenario(session, context);
	if (!scenario) {
		return session;
	}

	if (isMeasured(session)) {
		return {...session, notice: measuredNotices.seed};
	}

	const seed = session.seed + 1;
	const drawn = new Map(scenario.tasks(seed).map(({id, latency}) => [id, latency]));
	const tasks = session.tasks.map(task => {
		return withLatency(task, drawn.get(task.of) ?? task.latency ?? 0);
	});
	return {...runSelection({...session, seed, tasks}), notice: `Seed ${seed}: same tasks, new latencies.`};
}

function changeLimit(session: Session, by: number, context: UpdateContext): Session {
	const limit = clamp(session.limit + by, ...limits);
	const strategies = currentScenario(session, context)?.strategies ?? [];
	if (strategies.find(({name}) => name === session.strategy)?.limited) {
		return limit === session.limit ? session : runSelection({...session, limit});
	}

	const limited = strategies
		.flatMap((strategy, index) => (strategy.limited ? [`${index + 1} ${strategy.title}`] : []))
		.join(' and ');
	return {...session, limit, notice: `Limit ${limit}: used by ${limited}.`};
}

/** What is shown changes at the first press, also where it was shown by itself. */
function toggleVerdict(session: Session, context: UpdateContext): Session {
	const isOver = session.run > 0 && context.clock === undefined;
	if (session.zoom === 'lanes') {
		return toggleVerdict({...resetZoom(session), verdict: false}, context);
	}

	if (currentScenario(session, context)?.lesson) {
		return {...session, verdict: !(session.verdict ?? isOver)};
	}

	const verdict = !session.verdict;
	return {...session, verdict, ...(verdict && !isOver && {notice: 'The verdict appears when the run ends.'})};
}

/** Where there is neither code nor lanes, nothing happens that would be seen only later. */
function nextZoom(session: Session): Session {
	if (session.screen === 'differences') {
		return {...session, notice: 'z zooms the code or the lanes: press Tab to go back to the run.'};
	}

	const zoom = zooms[session.zoom === undefined ? 0 : zooms.indexOf(session.zoom) + 1];
	return {...resetZoom(session), ...(zoom && {zoom})};
}

function withCell(session: Session, change: Partial<Session['cell']>): Session {
	return {...session, cell: {...session.cell, ...change}};
}

/** What is started now is what is seen. */
function toLive(session: Session): Session {
	const {playhead: _playhead, historyId: _historyId, returnTo: _returnTo, ...rest} = session;
	return rest;
}

function cycle<T>(list: readonly T[], current: T, by = 1): T {
	return list[(list.indexOf(current) + by + list.length) % list.length] ?? current;
}
