import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import {actionForKey} from './action-for-key.ts';
import {bindings} from './bindings.ts';

/**
 * Describes what a key does in a session, in a few words for an audience. Empty if the effect is obvious, such as a
 * letter in a filter. Undefined if the key does nothing.
 */
export function describeKey(
	session: Session,
	key: string,
	strategies: readonly {readonly title: string}[],
): string | undefined {
	const action = actionForKey(session, key);
	switch (action?.type) {
		case undefined:
			return undefined;
		case 'choose-strategy':
			return strategies[action.index]?.title ?? '';
		case 'notice':
			return undefined;
		case 'answer':
			return 'answer and run';
		case 'type':
			return '';
		case 'erase':
			return 'erase';
		case 'select-listed':
			return session.overlay?.kind === 'log' ? 'scroll' : 'choose';
		case 'choose-listed':
			return enterDescriptions[session.overlay?.kind ?? ''] ?? 'open';
		case 'compare-again':
			return 'run all again';
	}

	const own = action && ownWords[action.type];
	if (own !== undefined) {
		return own;
	}

	const {words, hint} = bindings.find(({keys}) => Object.values(keys).some(each => each === action)) ?? {words: ''};
	// The footer's word for space changes with the state, so the general description is used.
	return hint && action?.type !== 'toggle-pause' ? hint.words : words;
}

/** The descriptions of keys that share a row of the help with a key that does something else. */
const ownWords: Readonly<Partial<Record<Action['type'], string>>> = {
	'toggle-sequential': 'seq ↔ conc',
	'toggle-versus': 'both on one clock',
	'run-again': 'run again',
	'run-reseeded': 'run with new latencies',
	'toggle-watch': 'run at each save',
	edit: 'edit the line',
	'toggle-themes': 'themes',
	'next-motion': 'motion',
	'toggle-mouse': 'mouse',
	'next-order': 'order',
	'next-grouping': 'grouping',
	'next-span': 'time on the axis',
};

/** What Enter does in the lists in which it opens nothing. */
const enterDescriptions: Readonly<Record<string, string>> = {
	question: 'answer and run',
	export: 'write it',
	themes: 'keep it',
	log: 'selected lane ↔ all',
};
