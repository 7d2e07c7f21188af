import type {Finding} from '../model/analysis/findings/finding.ts';
import {stuckTasks} from '../model/analysis/waiting/stuck-tasks.ts';
import type {Model} from '../model/model.ts';
import type {CallRow} from '../model/projections/calls.ts';
import {callRows} from '../model/projections/calls.ts';
import {callsOf} from '../model/projections/calls-of.ts';
import type {Task} from '../model/task.ts';
import type {UpdateContext} from '../session/context.ts';
import type {Session} from '../session/session.ts';
import {selectableCalls, showsLastMinute} from '../view/panels/last-minute.ts';

/** How long rows keep their places, in ms on the run's clock: after they moved, and after one was selected. */
const [keepOrderMs, keepOrderAfterKeyMs] = [1000, 2000];

type Order = {
	readonly of: string;
	readonly at: number;
	readonly keys: readonly string[];
	readonly selected: string | undefined;
	/** When the selection changed last, ms on the run's clock. */
	readonly selectedAt: number;
};

const known = new WeakMap<Model['description'], Order>();

/**
 * Returns the rows of the calls as a session lists them. Rows keep their places for a while, so that the user can read
 * and select them.
 */
export function callsIn(
	model: Model,
	findings: readonly Finding[],
	{calls = {}}: Pick<Session, 'calls'>,
): readonly CallRow[] {
	const {grouping = 'function', order = 'oldest', filter = '', selected} = calls;
	const named = findings.filter(({severity}) => severity !== 'info').flatMap(({tasks}) => tasks);
	const stuck = new Set([...named, ...stuckTasks(model, findings).keys()]);
	const rows = callRows(model, {grouping, order, filter, stuck});
	const of = `${grouping} ${order} ${filter}`;
	const before = known.get(model.description);
	const isSame = before?.of === of;
	const selectedAt =
		isSame && before.selected === selected ? before.selectedAt : isSame ? model.at : Number.NEGATIVE_INFINITY;
	const keepsOrder =
		(isSame && Math.abs(model.at - before.at) < keepOrderMs) ||
		(isSame && Math.abs(model.at - selectedAt) < keepOrderAfterKeyMs);
	const listed = keepsOrder ? inOrder(rows, before.keys) : rows;
	known.set(model.description, {
		of,
		at: keepsOrder ? before.at : model.at,
		keys: keepsOrder && listed.length === before.keys.length ? before.keys : listed.map(({key}) => key),
		selected,
		selectedAt,
	});
	return listed;
}

/** Returns the rows in the order of these keys. New rows come last. */
function inOrder(rows: readonly CallRow[], keys: readonly string[]): readonly CallRow[] {
	const places = new Map(keys.map((key, index) => [key, index]));
	const place = ({key}: CallRow) => places.get(key) ?? keys.length;
	return rows.toSorted((one, other) => place(one) - place(other));
}

/** Returns the calls as `update` needs them. */
export function callsContext(
	model: Model,
	findings: () => readonly Finding[],
	session: Session,
): UpdateContext['calls'] {
	return {
		// Lazy: few keys need them.
		get rows() {
			return callsIn(model, findings(), session).map(({key}) => key);
		},
		get lanes() {
			if (session.screen === 'dashboard') return recentLanes(model, session);
			const {opened, grouping = 'function'} = session.calls ?? {};
			const calls = opened && callsOf(model, {key: opened.key, grouping});
			return withIndexes(model, [...(calls?.open ?? []), ...(calls?.ended ?? [])]);
		},
	};
}

/** Returns the calls that the dashboard shows of the last minute. Empty if it shows the whole run. */
function recentLanes(model: Model, session: Session): UpdateContext['calls']['lanes'] {
	return showsLastMinute({model, session}) ? withIndexes(model, selectableCalls(model)) : [];
}

function withIndexes(model: Model, calls: readonly Task[]): UpdateContext['calls']['lanes'] {
	const indexes = new Map(model.lanes.map(({id}, index) => [id, index]));
	return calls.map(({id}) => ({id, lane: indexes.get(id) ?? 0}));
}
