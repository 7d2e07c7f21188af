import type {ScenarioInfo} from './choices.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {startSession} from './session.ts';
import {withoutSelectedCalls} from './update-calls.ts';

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
