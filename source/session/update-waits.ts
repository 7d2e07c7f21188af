import type {ListAction} from './action.ts';
import {waitGroupings, waitOrders} from './choices.ts';
import {clamp, cycle} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Overlay} from './overlay.ts';
import type {Session, WaitsView} from './session.ts';
import {closeOverlay} from './session.ts';

/** Moves the selection down by `by` rows. */
export function selectWait(session: Session, by: number, {waits}: UpdateContext): Session {
	const row = waits[clamp(selectedWait(session, waits) + by, 0, Math.max(0, waits.length - 1))];
	return row ? withWaits(session, {selected: row.key}) : session;
}

/** Returns the index of the selected row. Returns the first if no call waits at the selected one any more. */
function selectedWait({waits}: Pick<Session, 'waits'>, rows: readonly {readonly key: string}[]): number {
	return Math.max(
		0,
		rows.findIndex(({key}) => key === waits?.selected),
	);
}

/** Opens or closes the details of the oldest call of the selected row. */
export function openWait(session: Session, {waits}: UpdateContext): Session {
	const row = waits[selectedWait(session, waits)];
	if (!row) {
		return {...session, notice: 'No call waits: there are no details.'};
	}

	const toggled: Overlay | undefined = session.overlay?.kind === 'details' ? undefined : {kind: 'details'};
	return toggled ? {...session, selected: row.lane, overlay: toggled} : closeOverlay(session);
}

/** Lists the rows in the next order. */
export function nextOrder(session: Session): Session {
	const order = cycle(waitOrders, session.waits?.order ?? 'oldest');
	return onWaits(session) ? {...withWaits(session, {order}), notice: `Order: ${orderWords[order]}.`} : notHere(session);
}

const orderWords = {
	oldest: 'the oldest first',
	now: 'the most calls first',
	p99: 'the longest earlier waits first',
	left: 'the longest without a change first',
} as const satisfies Readonly<Record<(typeof waitOrders)[number], string>>;

/** Groups the rows in the next way. */
export function nextGrouping(session: Session): Session {
	if (!onWaits(session)) {
		return notHere(session);
	}

	const {selected: _selected, ...waits} = session.waits ?? {};
	return {...session, waits: {...waits, grouping: cycle(waitGroupings, waits.grouping ?? 'line')}};
}

/** Returns the session with this filter for its open waits. An empty text removes the filter. */
export function withWaitFilter(session: Session, filter: string): Session {
	const {filter: _filter, selected: _selected, ...waits} = session.waits ?? {};
	return {...session, waits: filter === '' ? waits : {...waits, filter}};
}

/**
 * Returns the session after a list key in the findings. Enter goes to the line of the selected finding, if a call waits
 * there.
 */
export function updateFindings(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'findings'}>,
	action: ListAction,
	{findings}: UpdateContext,
): Session {
	if (action.type === 'select-listed') {
		const next = clamp(selected + action.by, 0, Math.max(0, findings.length - 1));
		return {...session, overlay: {kind: 'findings', selected: next}};
	}

	const wait = findings[selected]?.wait;
	if (wait === undefined) {
		return findings.length === 0
			? closeOverlay(session)
			: {...session, notice: 'No call waits at the line of this finding now.'};
	}

	const {waits} = withWaitFilter(session, '');
	return {...closeOverlay(session), screen: 'waiting', waits: {...waits, grouping: 'line', selected: wait}};
}

/** Changes how the rows are listed. */
export function withWaits(session: Session, change: WaitsView): Session {
	return {...session, waits: {...session.waits, ...change}};
}

/** Whether a session shows the open waits. */
export const onWaits = ({screen}: Pick<Session, 'screen'>): boolean => screen === 'waiting';

function notHere(session: Session): Session {
	return {...session, notice: 'O and U list the rows of Calls and Waiting. Press Tab to go there.'};
}
