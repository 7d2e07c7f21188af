import type {FilterAction, ListAction} from './action.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';
import {onCalls, selectCall, withCallFilter} from './update-calls.ts';
import {selectWait, withWaitFilter} from './update-waits.ts';

/** Types into the filter of the calls or of the open waits. Enter keeps the filter, and the arrows select a row. */
export function updateFilter(session: Session, action: ListAction | FilterAction, context: UpdateContext): Update {
	const filter = (onCalls(session) ? session.calls : session.waits)?.filter ?? '';
	switch (action.type) {
		case 'type':
			return updated(withFilter(session, filter + action.text));
		case 'erase':
			return updated(withFilter(session, filter.slice(0, -1)));
		case 'select-listed':
			return updated(
				onCalls(session) ? selectCall(session, action.by, context) : selectWait(session, action.by, context),
			);
		case 'choose-listed':
			return updated(closeOverlay(session));
	}
}

/** Returns the session with this filter for the rows on screen. An empty text removes the filter. */
export function withFilter(session: Session, filter: string): Session {
	return onCalls(session) ? withCallFilter(session, filter) : withWaitFilter(session, filter);
}
