import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import {bindings} from './bindings.ts';

const actions: ReadonlyMap<string, Action> = new Map(bindings.flatMap(binding => Object.entries(binding.keys)));

/** What a key does on the dashboard, under help and under details. Undefined: nothing. */
export function dashboardAction(key: string): Action | undefined {
	return actions.get(key);
}

/** What a key does while the question of a lesson lies over it: the answers are a list, all other keys are as usual. */
function questionAction(key: string): Action | undefined {
	return listKeys[key] ?? dashboardAction(key);
}

/** In whatever lists something. */
const listKeys: Readonly<Record<string, Action | undefined>> = {
	enter: {type: 'choose-listed'},
	up: {type: 'select-listed', by: -1},
	k: {type: 'select-listed', by: -1},
	down: {type: 'select-listed', by: 1},
	j: {type: 'select-listed', by: 1},
	pageup: {type: 'select-listed', by: -10},
	pagedown: {type: 'select-listed', by: 10},
};

/** What a key does in the table of a comparison: what would show another run is left alone, so that none is lost by chance. */
function comparisonAction(key: string): Action | undefined {
	return key === 'r'
		? {type: 'compare-again'}
		: (listKeys[key] ?? (comparisonKeys.has(key) ? dashboardAction(key) : undefined));
}

const comparisonKeys: ReadonlySet<string> = new Set([...'c+=-pwTmq?', 'escape']);

/** Under the help, as in the table itself: nothing that would leave it. */
const comparisonHelpKeys: ReadonlySet<string> = new Set([...'?Tm', 'escape']);

/** What a key does in the history: it is a list, and `g` lays the selected run behind the next ones; all other keys are as usual. */
function historyAction(key: string): Action | undefined {
	return key === 'g' ? {type: 'choose-ghost'} : (listKeys[key] ?? dashboardAction(key));
}

/** What a key does in the log, where it scrolls, and in the list of formats: all other keys are as usual. */
function logAction(key: string): Action | undefined {
	return listKeys[key] ?? dashboardAction(key);
}

/** What a key does while a filter is being typed: letters are text, so only keys without a character act. */
export function filterAction(key: string): Action | undefined {
	switch (key) {
		case 'escape':
			return {type: 'back'};
		case 'enter':
			return {type: 'choose-listed'};
		case 'up':
			return {type: 'select-listed', by: -1};
		case 'down':
			return {type: 'select-listed', by: 1};
		case 'pageup':
			return {type: 'select-listed', by: -10};
		case 'pagedown':
			return {type: 'select-listed', by: 10};
		case 'backspace':
			return {type: 'erase'};
		case 'space':
			return {type: 'type', text: ' '};
		default:
			return [...key].length === 1 ? {type: 'type', text: key} : undefined;
	}
}

/** What `q` does while something lies over the dashboard that can be closed. */
const closeAction = dashboardAction('escape');

/** What a key does in a session: what lies over the dashboard has the first say. */
export function actionForKey({overlay}: Pick<Session, 'overlay'>, key: string): Action | undefined {
	if (key === 'q' && isClosable(overlay)) {
		return closeAction;
	}

	switch (overlay?.kind) {
		case 'find':
			return filterAction(key);
		case 'question':
			return questionAction(key);
		case 'compare':
			return comparisonAction(key);
		case 'help':
			return overlay.over && !comparisonHelpKeys.has(key) ? undefined : dashboardAction(key);
		case 'history':
			return historyAction(key);
		case 'log':
		case 'export':
			return logAction(key);
		default:
			return dashboardAction(key);
	}
}

/** Whether `q` closes what lies over the dashboard: not the question and the table, which stand in its place, and not a filter. */
export function isClosable(overlay: Session['overlay']): boolean {
	return overlay !== undefined && closable.has(overlay.kind);
}

const closable: ReadonlySet<string> = new Set(['help', 'details', 'history', 'log', 'export']);
