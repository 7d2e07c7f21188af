import type {Action, FilterAction, ListAction} from './action.ts';
import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';

/** Returns the update for a key in the palette. Without an open palette, changes nothing. */
export function updatePalette(
	session: Session,
	action: ListAction | FilterAction,
	context: Pick<UpdateContext, 'found'>,
): Update {
	const {overlay} = session;
	if (overlay?.kind !== 'find') {
		return updated(session);
	}

	switch (action.type) {
		case 'type':
			return updated({...session, overlay: {kind: 'find', filter: overlay.filter + action.text, selected: 0}});
		case 'erase':
			return updated({...session, overlay: {kind: 'find', filter: overlay.filter.slice(0, -1), selected: 0}});
		case 'select-listed': {
			const selected = clamp(overlay.selected + action.by, 0, Math.max(0, context.found.length - 1));
			return updated({...session, overlay: {...overlay, selected}});
		}
		case 'choose-listed':
			return updated(session);
	}
}

/**
 * Returns the action of Enter in the palette. The caller applies it after closing the palette. For an entry that would
 * do nothing now, returns a notice that says why. Undefined unless `action` chooses an entry of the palette.
 */
export function chosenAction(
	session: Session,
	action: Action,
	context: Pick<UpdateContext, 'found'>,
): Action | undefined {
	const {overlay} = session;
	// Reading `found` runs the search, so it is read only when it is needed.
	const item =
		overlay?.kind === 'find' && action.type === 'choose-listed' ? context.found[overlay.selected] : undefined;
	return item && (item.idle === undefined ? item.action : {type: 'notice', text: item.idle});
}

/**
 * Closes the palette. The palette has read the lesson progress, and only now is there room for a warning about that
 * file.
 */
export function closePalette(session: Session): Update {
	return updated(closeOverlay(session), {type: 'show-progress-warning'});
}
