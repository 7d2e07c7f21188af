import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {actionForKey} from '../../source/keys/action-for-key.ts';
import type {UpdateContext} from '../../source/session/context.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';

const scenario = {
	...{name: 'shop.py', title: 'shop.py', sentence: '', group: 'Your code', strategy: 'as-it-is', limit: 1},
	tasks: () => [],
	strategies: [{name: 'as-it-is', title: 'As it is', limited: false}],
	user: {language: 'python'},
} as const;

const context: UpdateContext = {
	scenario: name => (name === scenario.name ? scenario : undefined),
	...{course: [], isExerciseDone: false, found: [], lanes: 9, differences: [], compared: [], helpPages: 1, formats: []},
	screens: ['dashboard', 'waiting', 'loop', 'differences'],
	calls: {rows: [], lanes: []},
	waits: [
		{key: 'shop.py:18', lane: 4},
		{key: 'shop.py:11', lane: 7},
		{key: 'shop.py:27', lane: 2},
	],
	findings: [{wait: 'shop.py:11'}, {wait: undefined}],
	log: {lines: 0, rows: 10},
	clock: 850,
	playback: {now: 0, start: 0, end: 850, isWhole: true, step: () => undefined},
	history: [],
	hasRun: true,
};

const initial = startSession(scenario, {
	...{strategy: 'as-it-is', language: 'python', limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full'},
} as const);

/** The session after these keys, from the screen of the open waits. */
function after(keys: readonly string[], from: Session = {...initial, screen: 'waiting'}): Session {
	return keys.reduce((session, key) => {
		const action = actionForKey(session, key);
		return action ? update(session, action, context).session : session;
	}, from);
}

suite('the screen of the open waits', () => {
	test('comes behind the dashboard, of own programs alone', () => {
		assert.equal(after(['tab'], initial).screen, 'waiting');
		const builtIn = {...context, screens: ['dashboard', 'loop', 'differences']} as const;
		assert.equal(update(initial, {type: 'next-screen', by: 1}, builtIn).session.screen, 'loop');
	});

	test('keeps a row selected by its key, and opens the details of its oldest call', () => {
		assert.equal(after(['down']).waits?.selected, 'shop.py:11');
		assert.equal(after(['down', 'down', 'down']).waits?.selected, 'shop.py:27');
		const opened = after(['down', 'enter']);
		assert.deepEqual([opened.selected, opened.overlay], [7, {kind: 'details'}]);
		assert.equal(after(['down', 'enter', 'enter']).overlay, undefined);
	});

	test('O orders the rows, U puts them together, v shows the code', () => {
		assert.equal(after(['O']).waits?.order, 'now');
		assert.match(after(['O']).notice ?? '', /most calls first/);
		assert.equal(after(['O', 'O', 'O', 'O']).waits?.order, 'oldest');
		assert.deepEqual(after(['down', 'U']).waits, {grouping: 'function'});
		assert.equal(after(['v']).waits?.code, true);
		assert.equal(after(['v', 'v']).waits?.code, false);
		assert.equal(after(['v']).verdict, undefined);
	});

	test('/ filters the rows, Enter keeps the filter and Esc ends it', () => {
		const typed = after(['/', ...'quo']);
		assert.deepEqual([typed.overlay, typed.waits], [{kind: 'filter'}, {filter: 'quo'}]);
		assert.equal(after(['/', ...'quo', 'backspace']).waits?.filter, 'qu');
		assert.equal(after(['/', ...'q', 'escape']).waits?.filter, undefined);
		const kept = after(['/', ...'q', 'enter']);
		assert.deepEqual([kept.overlay, kept.waits?.filter], [undefined, 'q']);
		assert.equal(after(['escape'], kept).waits?.filter, undefined);
		assert.equal(after(['/'], initial).overlay?.kind, 'find');
	});

	test('elsewhere O and U say where they act', () => {
		for (const key of ['O', 'U']) assert.match(after([key], initial).notice ?? '', /Waiting/);
	});
});

suite('the findings', () => {
	test('open over each screen; Enter goes to the line of one', () => {
		const open = after(['!'], initial);
		assert.deepEqual(open.overlay, {kind: 'findings', selected: 0});
		const gone = after(['enter'], open);
		assert.deepEqual([gone.screen, gone.waits?.selected, gone.overlay], ['waiting', 'shop.py:11', undefined]);
		assert.equal(after(['!', '!'], initial).overlay, undefined);
		assert.equal(after(['q'], open).overlay, undefined);
	});

	test('one at whose line no call waits says so', () => {
		const other = after(['!', 'down', 'enter'], initial);
		assert.equal(other.screen, 'dashboard');
		assert.match(other.notice ?? '', /No call waits/);
	});
});
