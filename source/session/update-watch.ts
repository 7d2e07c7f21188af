import type {WatchAction} from './action.ts';
import type {ScenarioInfo} from './choices.ts';
import {clamp} from './clamp.ts';
import type {Effect, Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session, SessionTask} from './session.ts';
import {comparisonIn, startSession, tasksOf} from './session.ts';
import {runSelection} from './update-run.ts';

/** The update for what concerns watched files. `scenario`: that of the session, as it is now. */
export function updateWatch(session: Session, action: WatchAction, scenario: ScenarioInfo | undefined): Update {
	switch (action.type) {
		case 'toggle-watch': {
			const reason = unwatched(scenario);
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

/** Why work does not run again when a file is saved, as a clause. Undefined: it does if the user asks for it. */
export function unwatched({user, exercise}: Partial<ScenarioInfo> = {}): string | undefined {
	if (exercise) {
		return 'an exercise runs at each save anyway';
	}

	return user ? user.unwatched : 'only your own files and commands change';
}

function toggleWatch(session: Session): Session {
	const {watch, broken: _broken, ...rest} = session;
	return watch ? {...rest, notice: 'Saved files no longer run again.'} : {...session, watch: true};
}

/** Saving must not kill a program that is shutting down. */
const patient = {type: 'start-run', isPatient: true} as const satisfies Effect;

function withNotice({session, effects}: Update, notice: string | undefined): Update {
	return {session: {...session, ...(notice !== undefined && {notice})}, effects};
}

/**
 * Runs work whose files have changed. Tasks that are gone leave, new ones join at the end; what the user changed of the
 * others stays.
 */
function reload(session: Session, scenario: ScenarioInfo, before: readonly string[]): Update {
	const {broken: _broken, ...rest} = session;
	const all = tasksOf(scenario, session.seed);
	const kept = session.tasks.filter(task => all.some(({id}) => id === task.of));
	const added = all.filter(({id}) => !before.includes(id));
	const tasks: readonly SessionTask[] = [...kept, ...added];
	// A file that was a program can become a set of tasks, and the other way round.
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
		return updated(started, ...effects.map(effect => (effect.type === 'start-run' ? patient : effect)));
	}

	// Nothing ran yet, and a save does not start it.
	const {question: _question, ...idle} = next;
	const {question} = startSession(scenario, {...session, run: 0});
	return updated({...idle, ...(question !== undefined && {question})});
}
