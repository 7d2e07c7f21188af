import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import {bindings} from './bindings.ts';

const actions: ReadonlyMap<string, Action> = new Map(bindings.flatMap(binding => Object.entries(binding.keys)));

/** Returns what a key does on the dashboard and under the details. Undefined if it does nothing. */
export function dashboardAction(key: string): Action | undefined {
	return actions.get(key);
}

/**
 * Returns what a key does under the question of a lesson. The table is closed: no other key may change the program
 * under the question, or reveal what the program does.
 */
function questionAction(key: string): Action {
	return questionKeys[key] ?? answerFirst;
}

/** The action of every other key under a question. */
export const answerFirst = {
	type: 'notice',
	text: 'Answer first: a, b or c. Esc runs it without an answer.',
} as const satisfies Action;

/** The keys that work in every list. */
const listKeys: Readonly<Record<string, Action | undefined>> = {
	enter: {type: 'choose-listed'},
	up: {type: 'select-listed', by: -1},
	k: {type: 'select-listed', by: -1},
	down: {type: 'select-listed', by: 1},
	j: {type: 'select-listed', by: 1},
	pageup: {type: 'select-listed', by: -10},
	pagedown: {type: 'select-listed', by: 10},
};

const questionKeys: Readonly<Record<string, Action | undefined>> = {
	a: {type: 'answer', answer: 'a'},
	b: {type: 'answer', answer: 'b'},
	c: {type: 'answer', answer: 'c'},
	...listKeys,
	...only('/', '?', 'q', 'escape'),
};

/** The only keys that act under the help. */
const helpKeys: Readonly<Record<string, Action | undefined>> = {
	...only('?', 'escape'),
	up: {type: 'select-listed', by: -1},
	down: {type: 'select-listed', by: 1},
};

/**
 * The keys that close the list of themes. No other key acts there: it would leave a preview that was never confirmed.
 */
const themesKeys: Readonly<Record<string, Action | undefined>> = only('T', 'escape');

/** The keys that close the export menu over a comparison. No other key acts there. */
const exportKeys: Readonly<Record<string, Action | undefined>> = only('e', 'escape');

/** Returns these keys of the dashboard with their actions. */
function only(...keys: readonly string[]): Readonly<Record<string, Action | undefined>> {
	return Object.fromEntries(keys.map(key => [key, dashboardAction(key)]));
}

/**
 * Returns what a key does in the comparison table. Keys that would show another run only show why they cannot, so that
 * no comparison is lost by accident.
 */
function comparisonAction(key: string): Action | undefined {
	if (key === 'r') {
		return {type: 'compare-again'};
	}

	const action = dashboardAction(key);
	return listKeys[key] ?? (action && !comparisonKeys.has(key) ? onOneRun : action);
}

/** The action of every dashboard key that has no effect in the comparison table. */
const onOneRun = {
	type: 'notice',
	text: 'This key acts on one run. Press Enter to open one, or Esc to go back.',
} as const satisfies Action;

const comparisonKeys: ReadonlySet<string> = new Set([...'c+=-pweTmMq?', 'escape']);

/**
 * Returns what a key does in the history. The history is a list, and `g` makes the selected run the ghost of the next
 * runs. All other keys work as on the dashboard.
 */
function historyAction(key: string): Action | undefined {
	return key === 'g' ? {type: 'choose-ghost'} : (listKeys[key] ?? dashboardAction(key));
}

/**
 * Returns what a key does in the log, in the export menu, and in the lists of findings and processes. Keys of a list
 * select or scroll; all other keys work as on the dashboard.
 */
function logAction(key: string): Action | undefined {
	return listKeys[key] ?? dashboardAction(key);
}

/** Returns what a key does while the user types a filter. Letters are text, so only keys without a character act. */
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

/** The action of `q` over an overlay that can be closed. */
const closeAction = dashboardAction('escape');

/** Returns what a key does in a session. An open overlay takes precedence. */
export function actionForKey({overlay}: Pick<Session, 'overlay'>, key: string): Action | undefined {
	if (key === 'q' && isClosable(overlay)) {
		return closeAction;
	}

	switch (overlay?.kind) {
		case 'find':
		case 'filter':
			return filterAction(key);
		case 'input':
			return key === 'ctrl+d' ? {type: 'end-input'} : filterAction(key);
		case 'question':
			return questionAction(key);
		case 'compare':
			return comparisonAction(key);
		case 'help':
			return helpKeys[key];
		case 'themes':
			return listKeys[key] ?? themesKeys[key];
		case 'history':
			return historyAction(key);
		case 'export':
			return overlay.covered ? (listKeys[key] ?? exportKeys[key]) : logAction(key);
		case 'log':
		case 'findings':
		case 'processes':
			return logAction(key);
		default:
			return dashboardAction(key);
	}
}

/**
 * Returns what a click does: its action, or that of the key that it presses. While the user types into a line of a
 * screen, only keys of the footer can be clicked. No click types a character.
 */
export function actionForClick(session: Pick<Session, 'overlay'>, click: string | Action): Action | undefined {
	const isTyping = session.overlay?.kind === 'filter' || session.overlay?.kind === 'input';
	const action = typeof click === 'string' ? actionForKey(session, click) : isTyping ? undefined : click;
	return action?.type === 'type' ? undefined : action;
}

/**
 * Whether `q` closes the overlay. It closes neither a filter nor the question and the comparison table, which replace
 * the dashboard.
 */
export function isClosable(overlay: Session['overlay']): boolean {
	return overlay !== undefined && closable.has(overlay.kind);
}

const closable: ReadonlySet<string> = new Set([
	'help',
	'details',
	'history',
	'log',
	'export',
	'themes',
	'findings',
	'processes',
]);
