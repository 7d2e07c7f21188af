import type {FilterAction, ListAction, OverlayAction} from './action.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';

/** Opens the line for the standard input of the user's program. */
export function openInput(session: Session, {takesInput}: UpdateContext): Update {
	return takesInput
		? updated({...session, overlay: {kind: 'input', text: ''}})
		: updated({...session, notice: 'No program reads from the keyboard here now. Press r to run it again.'});
}

/** Edits the input line. Enter sends it, and Ctrl+D ends the input. */
export function updateInput(
	session: Session,
	text: string,
	action: ListAction | FilterAction | Extract<OverlayAction, {type: 'end-input'}>,
	context: UpdateContext,
): Update {
	switch (action.type) {
		case 'type':
			return updated({...session, overlay: {kind: 'input', text: text + action.text}});
		case 'erase':
			return updated({...session, overlay: {kind: 'input', text: [...text].slice(0, -1).join('')}});
		case 'select-listed':
			return updated(session);
		case 'choose-listed':
		case 'end-input': {
			if (!context.takesInput) {
				return openInput(closeOverlay(session), context);
			}

			return action.type === 'end-input'
				? updated({...closeOverlay(session), notice: 'The input has ended.'}, {type: 'write-input', text: undefined})
				: updated({...session, overlay: {kind: 'input', text: ''}}, {type: 'write-input', text: `${text}\n`});
		}
	}
}
