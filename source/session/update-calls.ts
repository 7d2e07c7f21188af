import {callGroupings, callOrders, callSpans} from './choices.ts';
import {clamp, cycle} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {CallsView, Session} from './session.ts';
import {closeOverlay} from './session.ts';

/** Whether a session shows the calls of a program. */
export const onCalls = ({screen}: Pick<Session, 'screen'>): boolean => screen === 'calls';

/** Moves the selection down by `by` rows, or by `by` calls of the opened row. */
export function selectCall(session: Session, by: number, {calls}: UpdateContext): Session {
	const {opened} = session.calls ?? {};
	if (!opened) {
		const row = calls.rows[clamp(selectedRow(session, calls.rows) + by, 0, Math.max(0, calls.rows.length - 1))];
		return row === undefined ? session : withCalls(session, {selected: row});
	}

	const at = Math.max(
		0,
		calls.lanes.findIndex(({id}) => id === opened.selected),
	);
	const call = calls.lanes[clamp(at + by, 0, Math.max(0, calls.lanes.length - 1))];
	return call ? withCalls(session, {opened: {...opened, selected: call.id}}) : session;
}

/** Moves the selection down by `by` calls of the last minute. Undefined if the dashboard shows the whole run. */
export function selectRecent(session: Session, by: number, {calls}: UpdateContext): Session | undefined {
	if (calls.lanes.length === 0) {
		return undefined;
	}

	const at = Math.max(
		0,
		calls.lanes.findIndex(({id}) => id === session.calls?.recent),
	);
	const call = calls.lanes[clamp(at + by, 0, calls.lanes.length - 1)];
	return call ? {...withCalls(session, {recent: call.id}), selected: call.lane} : session;
}

/** Returns the index of the selected row. */
function selectedRow({calls}: Pick<Session, 'calls'>, rows: readonly string[]): number {
	return Math.max(0, rows.indexOf(calls?.selected ?? ''));
}

/**
 * Shows the calls of the selected row as lanes. If they are shown already, opens or closes the details of the selected
 * call.
 */
export function openCalls(session: Session, {calls}: UpdateContext): Session {
	const {opened} = session.calls ?? {};
	if (!opened) {
		const row = calls.rows[selectedRow(session, calls.rows)];
		return row === undefined
			? {...session, notice: 'No call matches: there is nothing to open.'}
			: withCalls(session, {selected: row, opened: {key: row}});
	}

	if (session.overlay?.kind === 'details') {
		return closeOverlay(session);
	}

	const call = calls.lanes.find(({id}) => id === opened.selected) ?? calls.lanes[0];
	return call
		? {...session, selected: call.lane, overlay: {kind: 'details'}}
		: {...session, notice: 'No call of this row is kept: there are no details.'};
}

/** Goes back from the lanes to the rows, or from filtered rows to all rows. Undefined if all rows are shown. */
export function backFromCalls(session: Session): Session | undefined {
	const {opened, ...calls} = session.calls ?? {};
	if (opened) {
		return {...session, calls};
	}

	return calls.filter === undefined ? undefined : withCallFilter(session, '');
}

/** Lists the rows in the next order. */
export function nextCallOrder(session: Session): Session {
	const order = cycle(callOrders, session.calls?.order ?? 'oldest');
	return {...withCalls(session, {order}), notice: `Order: ${orderWords[order]}.`};
}

const orderWords = {
	oldest: 'the oldest open call first',
	now: 'the most in flight first',
	rate: 'the most calls per second first',
	p99: 'the slowest first',
	failed: 'the most failures first',
	thread: 'the most time on the thread first',
} as const satisfies Readonly<Record<(typeof callOrders)[number], string>>;

/** Lists the rows by the other grouping: by function or by await line. */
export function nextCallGrouping(session: Session): Session {
	const {selected: _selected, opened: _opened, ...calls} = session.calls ?? {};
	return {...session, calls: {...calls, grouping: cycle(callGroupings, calls.grouping ?? 'function')}};
}

/** Switches the time axis to the next span. The shortest follows the longest. */
export function nextSpan(session: Session): Session {
	if (!onCalls(session) || !session.calls?.opened) {
		return {...session, notice: 'Z changes the time axis of calls: on Calls, press Enter on a row.'};
	}

	const span = cycle(callSpans, session.calls.span ?? 10);
	return {...withCalls(session, {span}), notice: span === 0 ? 'Axis: all that is kept.' : `Axis: the last ${span} s.`};
}

/** Returns the session without its selected calls: in another run, their ids are those of other calls. */
export function withoutSelectedCalls(session: Session): Session {
	if (!session.calls) {
		return session;
	}

	const {recent: _recent, opened, ...calls} = session.calls;
	return {...session, calls: {...calls, ...(opened && {opened: {key: opened.key}})}};
}

/** Returns the session with this filter for its calls. An empty text removes the filter. */
export function withCallFilter(session: Session, filter: string): Session {
	const {filter: _filter, selected: _selected, ...calls} = session.calls ?? {};
	return {...session, calls: filter === '' ? calls : {...calls, filter}};
}

function withCalls(session: Session, change: CallsView): Session {
	return {...session, calls: {...session.calls, ...change}};
}
