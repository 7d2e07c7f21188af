import type {RunAction} from './action.ts';
import type {ScenarioInfo} from './choices.ts';
import {languageChoices} from './choices.ts';
import {clamp, cycle} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import {isOffered} from './is-offered.ts';
import type {Session} from './session.ts';
import {startSession} from './session.ts';
import {withoutSelectedCalls} from './update-calls.ts';
import {nextExerciseNotice, solutionNotice, updateExercise} from './update-exercise.ts';
import {openInput} from './update-input.ts';
import {
	hasTasks,
	hasWhatIfs,
	isMeasured,
	measuredNotices,
	programNotices,
	withLatency,
	withoutWhatIfs,
} from './update-tasks.ts';
import {continueVersus, toggleVersus, versusInOtherLanguage} from './update-versus.ts';

/** The lowest and the highest limit. */
const limits = [1, 1000] as const;

/** Returns the update for a key that starts a run, or acts on one. */
export function updateRun(session: Session, action: RunAction, context: UpdateContext): Update {
	switch (action.type) {
		case 'choose-strategy':
			return chooseStrategy(session, action.index, context);
		case 'toggle-sequential':
			return toggleFirstTwo(session, context);
		case 'toggle-versus':
		case 'continue-versus':
			return updateVersus(session, action, context);
		case 'next-language':
			return nextLanguage(session, currentScenario(session, context), context);
		case 'run-again':
			return runAgain(session);
		case 'run-reseeded':
			return hasTasks(session) ? reseed(session, context) : updated({...session, notice: programNotices.seed});
		case 'change-limit':
			return hasTasks(session)
				? changeLimit(session, action.by, context)
				: updated({...session, notice: programNotices.limit});
		case 'cancel-task':
			return cancelTask(session);
		case 'open-scenario': {
			const scenario = context.scenario(action.name);
			return scenario ? openScenario(session, scenario) : updated(session);
		}
		case 'open-lesson':
			return openLesson(session, action.by, context);
		case 'next-hint':
		case 'start-over': {
			const {exercise, user} = currentScenario(session, context) ?? {};
			if (user && !exercise && action.type === 'next-hint' && !hasTasks(session)) {
				return openInput(session, context);
			}

			return exercise || action.type === 'next-hint'
				? updateExercise(session, action, exercise)
				: clearWhatIfs(session);
		}
		case 'save':
			return updated(session, {type: 'save'});
		case 'copy':
			return updated(session, {type: 'copy-command'});
		case 'edit':
			return updated(session, {type: 'edit'});
		case 'quit':
			return updated(session, {type: 'quit'});
	}
}

/** Returns the scenario of the session. Undefined if the context does not have it. */
export function currentScenario(session: Session, context: UpdateContext): ScenarioInfo | undefined {
	return context.scenario(session.scenario);
}

/** Opens a scenario and runs it. A lesson first asks its question. */
export function openScenario(session: Session, scenario: ScenarioInfo): Update {
	const {
		answer: _answer,
		verdict: _verdict,
		overlay: _overlay,
		compare: _compare,
		question: _question,
		hints: _hints,
		fit: _fit,
		watch: _watch,
		broken: _broken,
		run,
		...rest
	} = toLive(session);
	const {strategy, limit} = scenario;
	const recent = [session.scenario, ...(session.recent ?? [])].filter(name => name !== scenario.name).slice(0, 3);
	const opened = startSession(scenario, {...rest, recent, strategy, limit, run: run + 1});
	return updated(opened, {type: opened.run === 0 ? 'stop-run' : 'start-run'});
}

/**
 * Opens the next lesson of the course that is not done, wrapping around at the end. Backward, opens the previous
 * lesson, done or not.
 */
function openLesson(session: Session, by: 1 | -1, context: UpdateContext): Update {
	const {course} = context;
	const {exercise} = currentScenario(session, context) ?? {};
	if (exercise) {
		return updated({...session, notice: nextExerciseNotice(exercise)});
	}

	const open = (lesson: {readonly name: string} | undefined, otherwise: string) => {
		const scenario = lesson && context.scenario(lesson.name);
		return scenario ? openScenario(session, scenario) : updated({...session, notice: otherwise});
	};
	const at = course.findIndex(({name}) => name === session.scenario);
	if (by === -1) {
		return open(course[at < 0 ? course.length - 1 : at - 1], 'This is the first lesson. Press / to find others.');
	}

	return open(nextLesson(course, session.scenario), 'That was the last lesson. c compares, / finds more.');
}

/**
 * Returns the next lesson of the course that is not done, wrapping around at the end. Undefined if all others are done.
 */
export function nextLesson<L extends {readonly name: string; readonly done: boolean}>(
	course: readonly L[],
	current: string,
): L | undefined {
	const at = course.findIndex(({name}) => name === current);
	return [...course.slice(at + 1), ...course.slice(0, Math.max(0, at))].find(({done}) => !done);
}

/** Runs the tasks without their what-ifs. */
function clearWhatIfs(session: Session): Update {
	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices['what-if']});
	}

	return hasWhatIfs(session)
		? runSelection({...session, tasks: session.tasks.map(withoutWhatIfs)})
		: updated({...session, notice: 'No what-ifs to clear. Press f, t or b to set one.'});
}

/**
 * Starts a run of the selection. An open question delays it until the answer; an open comparison starts its own runs.
 */
export function runSelection(session: Session): Update {
	const kind = session.overlay?.kind;
	return kind === 'question' || kind === 'compare' ? updated(session) : runAgain(session);
}

/** Starts a run of the selection, and shows it. */
export function runAgain(session: Session): Update {
	const {verdict: _verdict, broken: _broken, overlay, ...rest} = toLive(session);
	const screen = session.screen === 'differences' ? 'dashboard' : session.screen;
	const next = {...rest, ...(overlay && overlay.kind !== 'question' && {overlay}), screen, run: session.run + 1};
	return updated(next, {type: 'start-run'});
}

function updateVersus(session: Session, {type}: RunAction, context: UpdateContext): Update {
	const scenario = currentScenario(session, context);
	if (!scenario) {
		return updated(session);
	}
	return type === 'toggle-versus'
		? toggleVersus(session, scenario, context)
		: continueVersus(session, scenario, context);
}

function nextLanguage(session: Session, scenario: ScenarioInfo | undefined, context: UpdateContext): Update {
	const {user, saved, exercise} = scenario ?? {};
	if (exercise) {
		return updated({...session, notice: `This exercise runs ${exercise.file}. To change the language: -l.`});
	}

	if (user?.missing) {
		return updated({...session, notice: user.missing});
	}

	if (scenario && session.versus && !saved) {
		return versusInOtherLanguage(session, scenario, context);
	}

	const other = {...session, language: cycle(languageChoices, session.language), languageChosen: true};
	if (saved) {
		return updated(other);
	}

	const notice = other.language === 'both' ? user?.both : undefined;
	return withNotice(runSelection(other), notice);
}

function chooseStrategy(session: Session, index: number, context: UpdateContext): Update {
	const scenario = currentScenario(session, context);
	const strategy = scenario?.strategies[index];
	if (!scenario) {
		return updated(session);
	}

	const hidden = solutionNotice(session, scenario, index, context);
	if (hidden !== undefined) {
		return updated({...session, notice: hidden});
	}

	if (strategy && !isOffered(strategy, session.tasks.length)) {
		return updated({...session, notice: `${strategy.title} needs at least 3 tasks. Press a to duplicate one.`});
	}

	if (strategy) {
		return runSelection({...session, strategy: strategy.name, selected: hasTasks(session) ? session.selected : 0});
	}

	const {length} = scenario.strategies;
	return updated({
		...session,
		notice: length === 1 ? 'One version only. Press r to run it again.' : `Press a number from 1 to ${length}.`,
	});
}

/** Switches between Sequential and Concurrent, or between the first two versions of a program. */
function toggleFirstTwo(session: Session, context: UpdateContext): Update {
	const isFirst = currentScenario(session, context)?.strategies[0]?.name === session.strategy;
	return chooseStrategy(session, isFirst ? 1 : 0, context);
}

/** Draws new latencies for the same tasks. Added tasks, removed tasks and what-ifs stay. */
function reseed(session: Session, context: UpdateContext): Update {
	const scenario = currentScenario(session, context);
	if (!scenario) {
		return updated(session);
	}

	if (isMeasured(session)) {
		return updated({...session, notice: measuredNotices.seed});
	}

	const seed = session.seed + 1;
	const drawn = new Map(scenario.tasks(seed).map(({id, latency}) => [id, latency]));
	const tasks = session.tasks.map(task => withLatency(task, drawn.get(task.of) ?? task.latency ?? 0));
	return withNotice(runSelection({...session, seed, tasks}), `Seed ${seed}: same tasks, new latencies.`);
}

function changeLimit(session: Session, by: number, context: UpdateContext): Update {
	const limit = clamp(session.limit + by, ...limits);
	const strategies = currentScenario(session, context)?.strategies ?? [];
	if (strategies.find(({name}) => name === session.strategy)?.limited) {
		return limit === session.limit
			? updated({...session, notice: `The limit can be ${limits[0]} to ${limits[1].toLocaleString('en-US')}.`})
			: runSelection({...session, limit});
	}

	const limited = strategies
		.flatMap((strategy, index) => (strategy.limited ? [`${index + 1} ${strategy.title}`] : []))
		.join(' and ');
	return updated({...session, limit, notice: `Limit ${limit}: used by ${limited}.`});
}

function cancelTask(session: Session): Update {
	if (session.versus) {
		return updated({...session, notice: 'x acts on one run. Press S to close these two.'});
	}

	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices.cancel});
	}

	const task = session.tasks[session.selected];
	return task
		? updated(session, {type: 'cancel-task', id: task.id})
		: updated({...session, notice: 'Nothing to cancel: no task is selected.'});
}

function withNotice({session, effects}: Update, notice: string | undefined): Update {
	return {session: {...session, ...(notice !== undefined && {notice})}, effects};
}

/** Leaves the replay, the history, the pair and the selected calls, so that a new run is visible. */
function toLive(session: Session): Session {
	const {
		playhead: _playhead,
		historyId: _historyId,
		returnTo: _returnTo,
		versus: _versus,
		...rest
	} = withoutSelectedCalls(session);
	return rest;
}
