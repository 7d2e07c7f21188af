import type {WatchAction} from './action.ts';
import type {ScenarioInfo} from './choices.ts';
import {clamp} from './clamp.ts';
import type {Effect, Update} from './effect.ts';
import {updated} from './effect.ts';
import {comparisonIn} from './overlay.ts';
import type {Session, SessionTask} from './session.ts';
import {startSession, tasksOf} from './session.ts';
import {runSelection} from './start-run.ts';

/**
 * Returns the update for an action on watched files. `scenario`: the scenario of the session, in its current version.
 */
export function updateWatch(session: Session, action: WatchAction, scenario: ScenarioInfo | undefined): Update {
	switch (action.type) {
		case 'toggle-watch': {
			const reason = whyNotWatched(scenario);
			return updated(
				reason === undefined ? toggleWatch(session) : {...session, notice: `Nothing to watch: ${reason}.`},
			);
		}
		case 'reload':
			return scenario ? withNotice(reload(session, scenario, action.before), action.notice) : updated(session);
		case 'report-broken': {
			const {broken: _broken, ...rest} = session;
			return updated(action.text === undefined ? rest : {...rest, broken: action.text});
		}
	}
}

/** Returns why work does not run again when a file is saved, as a clause. Undefined if the user can ask for that. */
export function whyNotWatched({user, exercise}: Partial<ScenarioInfo> = {}): string | undefined {
	if (exercise) {
		return 'an exercise runs at each save anyway';
	}

	return user ? user.unwatched : 'only your own files and commands change';
}

function toggleWatch(session: Session): Session {
	const {watch, broken: _broken, ...rest} = session;
	return watch ? {...rest, notice: 'Saved files no longer run again.'} : {...session, watch: true};
}

/** A run that waits for the previous program to end. Saving a file must not kill a program that is shutting down. */
const patientStart = {type: 'start-run', isPatient: true} as const satisfies Effect;

function withNotice({session, effects}: Update, notice: string | undefined): Update {
	return {session: {...session, ...(notice !== undefined && {notice})}, effects};
}

/**
 * Runs work whose files have changed. Drops tasks that no longer exist and appends new ones. The user's changes to the
 * other tasks stay.
 */
function reload(session: Session, scenario: ScenarioInfo, before: readonly string[]): Update {
	const {broken: _broken, ...rest} = session;
	const all = tasksOf(scenario, session.seed);
	const remaining = session.tasks.filter(task => all.some(({id}) => id === task.of));
	const added = all.filter(({id}) => !before.includes(id));
	const tasks: readonly SessionTask[] = [...remaining, ...added];
	// A file that was a program can turn into a set of tasks, and vice versa.
	const isOther = !scenario.strategies.some(({name}) => name === session.strategy) || tasks.length === 0;
	const {strategy, limit} = isOther ? scenario : session;
	const next: Session = {
		...rest,
		strategy,
		limit,
		tasks: isOther ? all : tasks,
		selected: tasks.length > 0 ? clamp(session.selected, 0, tasks.length - 1) : session.selected,
		...(comparisonIn(session) && {comparison: (session.comparison ?? 0) + 1}),
	};
	if (session.run > 0) {
		const {session: started, effects} = runSelection(next);
		return updated(started, ...effects.map(effect => (effect.type === 'start-run' ? patientStart : effect)));
	}

	// Nothing has run yet, and a save does not start the first run.
	const {question: _question, ...idle} = next;
	const {question} = startSession(scenario, {...session, run: 0});
	return updated({...idle, ...(question !== undefined && {question})});
}
