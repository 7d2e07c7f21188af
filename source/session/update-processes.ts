import type {ListAction} from './action.ts';
import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Overlay} from './overlay.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';
import {returnToLive} from './update-history.ts';

/**
 * Returns the update for a list key in the list of processes. Enter shows the selected process, at its newest moment.
 */
export function updateProcesses(
	session: Session,
	{selected}: Extract<Overlay, {kind: 'processes'}>,
	action: ListAction,
	{processes}: UpdateContext,
): Update {
	const {count, shown} = processes ?? {count: 0, shown: 0};
	const index = clamp(selected ?? shown, 0, count - 1);
	if (action.type === 'select-listed') {
		return updated({...session, overlay: {kind: 'processes', selected: clamp(index + action.by, 0, count - 1)}});
	}

	const {session: live, effects} = returnToLive(closeOverlay(session));
	// The selected call and wait belong to the other process.
	const {playhead: _playhead, calls: _calls, waits: _waits, ...rest} = live;
	return updated({...rest, selected: 0}, ...effects, {type: 'show-process', index});
}
