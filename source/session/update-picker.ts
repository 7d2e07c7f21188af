import type {FilterAction, ListAction} from './action.ts';
import type {ScenarioInfo} from './choices.ts';
import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import type {Update} from './effect.ts';
import {updated} from './effect.ts';
import type {Session} from './session.ts';
import {closeOverlay} from './session.ts';
import {openScenario} from './update-run.ts';

/** The update for a key in the picker. Elsewhere it changes nothing. */
export function updatePicker(
	session: Session,
	action: ListAction | FilterAction,
	{scenarios}: Pick<UpdateContext, 'scenarios'>,
): Update {
	const {overlay} = session;
	if (overlay?.kind !== 'find') {
		return updated(session);
	}

	const found = findScenarios(overlay.filter, scenarios);
	switch (action.type) {
		case 'type':
			return updated({...session, overlay: {kind: 'find', filter: overlay.filter + action.text, selected: 0}});
		case 'erase':
			return updated({...session, overlay: {kind: 'find', filter: overlay.filter.slice(0, -1), selected: 0}});
		case 'select-listed': {
			const selected = clamp(overlay.selected + action.by, 0, found.length - 1);
			return updated({...session, overlay: {...overlay, selected}});
		}
		case 'choose-listed': {
			const scenario = found[overlay.selected];
			if (!scenario) {
				return updated(session);
			}

			const {session: opened, effects} = openScenario(closeOverlay(session), scenario);
			return updated(opened, ...effects, {type: 'show-progress-warning'});
		}
	}
}

/** Closes the picker, which reads the lesson progress: only then is there room for a warning about it. */
export function closePicker(session: Session): Update {
	return updated(closeOverlay(session), {type: 'show-progress-warning'});
}

/** Returns the scenarios and lessons whose name, title or group contains every word of the filter. */
export function findScenarios(filter: string, scenarios: readonly ScenarioInfo[]): readonly ScenarioInfo[] {
	const words = filter.toLowerCase().split(' ');
	return scenarios.filter(({name, title, group}) =>
		words.every(word => `${name} ${title} ${group}`.toLowerCase().includes(word)),
	);
}
