import type {ScenarioInfo} from './choices.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {RunConfig, Session} from './session.ts';

type Scenario = Pick<ScenarioInfo, 'name' | 'strategies' | 'user' | 'exercise'>;

/**
 * Shows two strategies or versions beside each other on one clock, or closes the pair. If one of them has not run yet,
 * runs it first.
 */
export function toggleVersus(session: Session, scenario: Scenario, context: UpdateContext): Update {
	if (session.versus) {
		return closeVersus(session, context);
	}
	if (scenario.strategies.length < 2 || scenario.exercise) {
		return updated({...session, notice: 'One version only: nothing to put beside it.'});
	}
	const {zoom: _zoom, overlay: _overlay, historyId, returnTo, ...rest} = session;
	const base = {...rest, ...returnTo};
	const versus = pairOf(base, scenario, context);
	const isRunning = context.clock !== undefined && historyId === undefined && session.run > 0;
	const opened = {...base, language: languageOf(base), screen: 'dashboard', versus} as const;
	return playVersus(opened, scenario, context, isRunning);
}

/** Plays the same pair in the other language. */
export function versusInOtherLanguage(session: Session, scenario: Scenario, context: UpdateContext): Update {
	const language = session.language === 'python' ? 'javascript' : 'python';
	return playVersus({...session, language, languageChosen: true}, scenario, context, false);
}

/**
 * Plays both runs from their start if both exist; else starts one that is missing. `isRunning`: whether the session's
 * strategy is running.
 */
function playVersus(session: Session, scenario: Scenario, context: UpdateContext, isRunning: boolean): Update {
	const {left, right} = runsOf(session, scenario, context);
	if (left === undefined || right === undefined) {
		return runMissing(session, scenario, context, isRunning);
	}
	// 0 is a placeholder: the store moves the playhead to the start of these runs.
	const playhead = {at: 0, since: context.playback.now};
	return updated({...session, playhead}, {type: 'show-versus', left, right, plays: true});
}

/** Shows both runs once the last missing one has ended, or starts the other one. */
export function continueVersus(session: Session, scenario: Scenario, context: UpdateContext): Update {
	const {left, right} = runsOf(session, scenario, context);
	if (left !== undefined && right !== undefined) {
		return updated(session, {type: 'show-versus', left, right, plays: false});
	}
	const hasEnded = session.versus?.indexOf(session.strategy) === 0 ? left : right;
	// A run that was cut off cannot be compared.
	return hasEnded === undefined
		? updated({...withoutVersus(session), notice: 'That run was cut off. Press S to run both.'}, {type: 'show-live'})
		: runMissing(session, scenario, context, false);
}

/**
 * Starts a missing run, the right one first. The right run is usually shorter, so it can soon be shown beside the left
 * one, which takes longer.
 */
function runMissing(session: Session, scenario: Scenario, context: UpdateContext, isRunning: boolean): Update {
	const {left, right} = runsOf(session, scenario, context);
	const [one, other] = session.versus ?? [session.strategy, session.strategy];
	const {playhead: _playhead, ...rest} = session;
	const ids = {[one]: left, [other]: right};
	const show = {type: 'show-versus', left, right, plays: false} as const;
	if (isRunning && session.strategy in ids && ids[session.strategy] === undefined) {
		return updated(rest, show);
	}
	if (scenario.user) {
		const notice = 'S starts no run of your own code. Press 1 and 2 to run both first.';
		return updated({...withoutVersus(session), notice});
	}
	const strategy = right === undefined ? other : one;
	return updated({...rest, strategy, run: session.run + 1}, {type: 'start-run'}, show);
}

/** Returns to the run that was started last. */
export function closeVersus(session: Session, {hasRun}: Pick<UpdateContext, 'hasRun'>): Update {
	return hasRun
		? updated(withoutVersus(session), {type: 'show-live'})
		: updated({...session, notice: 'Nothing else has run. Press 1 or 2 to run one of them.'});
}

function withoutVersus({versus: _versus, playhead: _playhead, ...session}: Session): Session {
	return session;
}

/**
 * Returns the strategies of the pair: the first two. If the session has another strategy, that one is on the right, and
 * on the left is the strategy of the previous run of the same work, else the first strategy.
 */
function pairOf(session: Session, scenario: Scenario, {history}: UpdateContext): readonly [string, string] {
	const [first = session.strategy, second = session.strategy] = scenario.strategies.map(({name}) => name);
	if (session.strategy === first || session.strategy === second) {
		return [first, second];
	}
	const before = history.find(({config}) => isOfWork(config, session) && config.strategy !== session.strategy);
	return [before?.config.strategy ?? first, session.strategy];
}

/** Returns the ids of the newest runs of the pair, of the same work and in the language of the session. */
function runsOf(session: Session, {strategies}: Scenario, {history}: UpdateContext) {
	const [left, right] = (session.versus ?? []).map(strategy => {
		const isLimited = strategies.find(({name}) => name === strategy)?.limited ?? false;
		return history.find(
			({config}) =>
				config.strategy === strategy && isOfWork(config, session) && (!isLimited || config.limit === session.limit),
		)?.id;
	});
	return {left, right};
}

function isOfWork(config: RunConfig, session: Session): boolean {
	const isLanguage = config.language === languageOf(session) || config.language === 'both';
	const isSame = config.scenario === session.scenario && config.seed === session.seed;
	return isLanguage && isSame && JSON.stringify(config.tasks) === JSON.stringify(session.tasks);
}

/** Returns the language of a pair. Two strategies always run in one language, so `both` becomes JavaScript. */
function languageOf({language}: Pick<Session, 'language'>) {
	return language === 'both' ? 'javascript' : language;
}
