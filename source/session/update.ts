import type {Action, LookAction, RunAction} from './action.ts';
import type {ScenarioChoice, Session, World} from './session.ts';
import {languageChoices, motions, screenNames, startSession, themeNames, zooms} from './session.ts';
import {unzoomed, updateOverlay} from './update-overlay.ts';
import {updatePlayhead} from './update-playhead.ts';
import {asItIs, asMeasured, hasTasks, isMeasured, updateWork, within, withLatency} from './update-tasks.ts';

/** The least and the greatest limit. */
const limits = [1, 1000] as const;

/** The next session. The only place where one changes. */
export function update(session: Session, action: Action, world: World): Session {
	const {notice: _said, ...now} = session;
	if (present(now, world)?.saved && isForEngines(action, now)) {
		return {...now, notice: 'This is a saved run: it can be replayed, not run again.'};
	}

	return asking(keeping(now, step(now, action, world), world), world);
}

/** Whether it asks for a run. */
function isForEngines(action: Action, {screen}: Session): boolean {
	return needRuns.has(action.type) || (action.type === 'open-details' && screen === 'differences');
}

const needRuns: ReadonlySet<Action['type']> = new Set([
	...(['choose-strategy', 'change-limit', 'toggle-sequential', 'run-again', 'run-reseeded', 'cancel-task'] as const),
	...(['change-latency', 'what-if', 'add-task', 'remove-task', 'open-find', 'toggle-compare'] as const),
]);

/** Whoever has asked what happened sees that of the next run, too. A lesson shows it by itself. */
function keeping(before: Session, next: Session, world: World): Session {
	const isNextRun = next.run !== before.run && next.scenario === before.scenario;
	return isNextRun && before.verdict && !present(next, world)?.lesson ? {...next, verdict: true} : next;
}

function step(session: Session, action: Action, world: World): Session {
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
			return updateRun(session, action, world);
		case 'toggle-pause':
			return session.run === 0 ? runAgain(session) : updatePlayhead(session, action, world);
		case 'seek':
		case 'go-to':
		case 'step':
		case 'change-speed':
			return updatePlayhead(session, action, world);
		case 'change-latency':
		case 'what-if':
		case 'add-task':
		case 'remove-task':
			return reworked(session, updateWork(session, action));
		case 'select':
		case 'select-beside':
		case 'next-screen':
		case 'toggle-verdict':
		case 'next-zoom':
		case 'next-theme':
		case 'next-motion':
		case 'toggle-keys':
		case 'notice':
		case 'unsay':
			return updateLook(session, action, world);
		default: {
			const {session: changed, next} = updateOverlay(session, action, world);
			return next === undefined ? changed : next === 'run' ? runAgain(changed) : openScenario(changed, next);
		}
	}
}

/** A lesson that was not begun shows its question whenever nothing else lies over it. */
function asking(session: Session, world: World): Session {
	const isUnasked = session.run === 0 && session.answer === undefined && session.overlay === undefined;
	return isUnasked && present(session, world)?.lesson
		? {...session, overlay: {kind: 'question', selected: 0}}
		: session;
}

function updateRun(session: Session, action: RunAction, world: World): Session {
	switch (action.type) {
		case 'choose-strategy':
			return chooseStrategy(session, action.index, world);
		case 'toggle-sequential':
			return toggleFirstTwo(session, world);
		case 'next-language':
			return nextLanguage(session, present(session, world) ?? {});
		case 'run-again':
			return runAgain(session);
		case 'run-reseeded':
			return hasTasks(session) ? reseed(session, world) : {...session, notice: asItIs.seed};
		case 'change-limit':
			return hasTasks(session) ? changeLimit(session, action.by, world) : {...session, notice: asItIs.limit};
		case 'cancel-task':
			return hasTasks(session) ? session : {...session, notice: asItIs.cancel};
		case 'save':
		case 'copy':
		case 'quit':
			return session;
	}
}

function nextLanguage(session: Session, {own, saved}: Partial<ScenarioChoice>): Session {
	if (own?.missing) {
		return {...session, notice: own.missing};
	}

	const other = {...session, language: after(languageChoices, session.language), languageChosen: true};
	if (saved) {
		return other;
	}

	const next = chosen(other);
	return own?.both && next.language === 'both' ? {...next, notice: own.both} : next;
}

function reworked(before: Session, next: Session): Session {
	return next.tasks === before.tasks ? next : chosen(next);
}

function updateLook(session: Session, action: LookAction, world: World): Session {
	switch (action.type) {
		case 'select':
			return session.screen === 'differences'
				? withCell(session, {row: within(session.cell.row + action.by, 0, world.differences.length - 1)})
				: {...session, selected: within(session.selected + action.by, 0, world.lanes - 1)};
		case 'select-beside':
			return session.screen === 'differences'
				? withCell(session, {column: action.by === 1 ? 1 : 0})
				: updatePlayhead(session, {type: 'seek', by: action.by * 100}, world);
		case 'next-screen':
			return {...session, screen: after(screenNames, session.screen, action.by)};
		case 'toggle-verdict':
			return toggleVerdict(session, world);
		case 'next-zoom':
			return nextZoom(session);
		case 'next-theme': {
			const theme = after(themeNames, session.theme);
			return {...session, theme, notice: `Theme: ${theme}.`};
		}
		case 'next-motion': {
			const motion = after(motions, session.motion);
			return {...session, motion, notice: `Motion: ${motion}.`};
		}
		case 'toggle-keys':
			return {...session, keysShown: !session.keysShown};
		case 'notice':
			return {...session, notice: action.text};
		case 'unsay':
			// Each action takes back what was said before.
			return session;
	}
}

function present(session: Session, world: World): ScenarioChoice | undefined {
	return world.scenarios.find(({name}) => name === session.scenario);
}

function openScenario(session: Session, scenario: ScenarioChoice): Session {
	const {answer: _answer, verdict: _verdict, overlay: _overlay, compare: _compare, run, ...kept} = live(session);
	const {strategy, limit} = scenario;
	return startSession(scenario, {...kept, strategy, limit, run: run + 1});
}

function chooseStrategy(session: Session, index: number, world: World): Session {
	const scenario = present(session, world);
	const strategy = scenario?.strategies[index];
	if (!scenario || strategy) {
		const selected = hasTasks(session) ? session.selected : 0;
		return strategy ? chosen({...session, strategy: strategy.name, selected}) : session;
	}

	const {length} = scenario.strategies;
	return {
		...session,
		notice: length === 1 ? 'Only one version. Press r to run it again.' : `Press a number from 1 to ${length}.`,
	};
}

/** Sequential and concurrent, or the first two versions of a program. */
function toggleFirstTwo(session: Session, world: World): Session {
	const isFirst = present(session, world)?.strategies[0]?.name === session.strategy;
	return chooseStrategy(session, isFirst ? 1 : 0, world);
}

/** Runs what was chosen; under a question the run waits for the answer, and a comparison runs it all by itself. */
function chosen(session: Session): Session {
	const kind = session.overlay?.kind;
	return kind === 'question' || kind === 'compare' ? session : runAgain(session);
}

function runAgain(session: Session): Session {
	const {verdict: _verdict, overlay, ...rest} = live(session);
	const screen = session.screen === 'differences' ? 'dashboard' : session.screen;
	return {...rest, ...(overlay && overlay.kind !== 'question' && {overlay}), screen, run: session.run + 1};
}

/** Other latencies for the same tasks; what the user added, removed and asked "what if" of stays. */
function reseed(session: Session, world: World): Session {
	const scenario = present(session, world);
	if (!scenario) {
		return session;
	}

	if (isMeasured(session)) {
		return {...session, notice: asMeasured.seed};
	}

	const seed = session.seed + 1;
	const drawn = new Map(scenario.tasks(seed).map(({id, latency}) => [id, latency]));
	const tasks = session.tasks.map(task => {
		return withLatency(task, drawn.get(task.of) ?? task.latency ?? 0);
	});
	return {...chosen({...session, seed, tasks}), notice: `Seed ${seed}: same tasks, new latencies.`};
}

function changeLimit(session: Session, by: number, world: World): Session {
	const limit = within(session.limit + by, ...limits);
	const strategies = present(session, world)?.strategies ?? [];
	if (strategies.find(({name}) => name === session.strategy)?.limited) {
		return limit === session.limit ? session : chosen({...session, limit});
	}

	const limited = strategies
		.flatMap((strategy, index) => (strategy.limited ? [`${index + 1} ${strategy.title}`] : []))
		.join(' and ');
	return {...session, limit, notice: `Limit ${limit}: used by ${limited}.`};
}

/** What is shown changes at the first press, also where it was shown by itself. */
function toggleVerdict(session: Session, world: World): Session {
	const isOver = session.run > 0 && world.clock === undefined;
	if (session.zoom === 'lanes') {
		return toggleVerdict({...unzoomed(session), verdict: false}, world);
	}

	if (present(session, world)?.lesson) {
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
	return {...unzoomed(session), ...(zoom && {zoom})};
}

function withCell(session: Session, change: Partial<Session['cell']>): Session {
	return {...session, cell: {...session.cell, ...change}};
}

/** What is started now is what is seen. */
function live(session: Session): Session {
	const {playhead: _playhead, kept: _kept, present: _present, ...rest} = session;
	return rest;
}

function after<T>(list: readonly T[], present: T, by = 1): T {
	return list[(list.indexOf(present) + by + list.length) % list.length] ?? present;
}
