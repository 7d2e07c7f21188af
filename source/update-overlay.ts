import type {FindAction, Overlay, OverlayAction, ScenarioChoice, Session} from './session.ts';

/** The next session after a key about what lies over the dashboard, and the scenario if one was chosen. */
export function updateOverlay(
	session: Session,
	action: OverlayAction,
	scenarios: readonly ScenarioChoice[],
): {readonly session: Session; readonly chosen?: ScenarioChoice} {
	const {overlay} = session;
	switch (action.type) {
		case 'open-details':
			return {session: toggle(session, 'details')};
		case 'toggle-help':
			return {session: toggle(session, 'help')};
		case 'open-find':
			return {session: {...session, overlay: {kind: 'find', filter: '', selected: 0}}};
		case 'back':
			return {session: closed(session)};
		default:
			return overlay?.kind === 'find' ? updateFind(session, overlay, action, scenarios) : {session};
	}
}

function updateFind(
	session: Session,
	overlay: Extract<Overlay, {kind: 'find'}>,
	action: FindAction,
	scenarios: readonly ScenarioChoice[],
): {readonly session: Session; readonly chosen?: ScenarioChoice} {
	const found = findScenarios(overlay.filter, scenarios);
	switch (action.type) {
		case 'type':
			return {session: {...session, overlay: {kind: 'find', filter: overlay.filter + action.text, selected: 0}}};
		case 'erase':
			return {session: {...session, overlay: {kind: 'find', filter: overlay.filter.slice(0, -1), selected: 0}}};
		case 'select-found': {
			const selected = Math.max(0, Math.min(found.length - 1, overlay.selected + action.by));
			return {session: {...session, overlay: {...overlay, selected}}};
		}
		case 'choose-found': {
			const chosen = found[overlay.selected];
			return chosen ? {session: closed(session), chosen} : {session};
		}
	}
}

/** The scenarios whose name or title contains every word of the filter. */
export function findScenarios(filter: string, scenarios: readonly ScenarioChoice[]): readonly ScenarioChoice[] {
	const words = filter.toLowerCase().split(' ');
	return scenarios.filter(({name, title}) => words.every(word => `${name} ${title}`.toLowerCase().includes(word)));
}

function toggle(session: Session, kind: 'details' | 'help'): Session {
	return session.overlay?.kind === kind ? closed(session) : {...session, overlay: {kind}};
}

function closed(session: Session): Session {
	const {overlay: _overlay, ...rest} = session;
	return rest;
}
