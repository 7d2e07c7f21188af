import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {actionForKey} from '../../source/keys/action-for-key.ts';
import type {UpdateContext} from '../../source/session/context.ts';
import type {Session} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';

const own = {
	...{name: 'api.py', title: 'api.py', sentence: '', group: '', strategy: 'as-it-is', limit: 3, tasks: () => []},
	strategies: [{name: 'as-it-is', title: 'As it is', limited: false}],
	user: {language: 'python'},
} as const;

const world: UpdateContext = {
	...{scenario: () => own, course: [], isExerciseDone: false, found: [], differences: [], compared: []},
	screens: ['dashboard', 'calls', 'waiting', 'loop', 'differences'],
	calls: {
		rows: ['query', 'worker', 'render'],
		lanes: [
			{id: '#7', lane: 3},
			{id: '#9', lane: 5},
		],
	},
	...{waits: [], findings: [], lanes: 9, helpPages: 1, formats: [], log: {lines: 0, rows: 10}, clock: 5000},
	playback: {now: 0, start: 0, end: 5000, isWhole: true, step: () => undefined},
	...{history: [], hasRun: true},
};

const initial: Session = {
	...{scenario: 'api.py', strategy: 'as-it-is', language: 'python', limit: 3, seed: 42, tasks: [], run: 1, selected: 0},
	...{screen: 'calls', cell: {row: 0, column: 0}, theme: 'dark', motion: 'full'},
};

/** The session after these keys. */
function after(...keys: readonly string[]): Session {
	let session = initial;
	for (const key of keys) {
		const action = actionForKey(session, key);
		assert(action, `${key} does something`);
		({session} = update(session, action, world));
	}
	return session;
}

suite('on a dashboard that shows the last minute', () => {
	test('the arrows select a call, wherever its lane is', () => {
		const {calls, selected} = after('shift+tab', 'down');
		assert.deepEqual([calls?.recent, selected], ['#9', 5]);
		assert.equal(after('shift+tab', 'down', 'down', 'up').calls?.recent, '#7');
	});

	test('another run starts without a selected call, and keeps the opened row', () => {
		assert.deepEqual(after('shift+tab', 'down', 'r').calls, {});
		const {opened} = after('enter', 'down', 'r').calls ?? {};
		assert.deepEqual(opened, {key: after('enter').calls?.opened?.key});
	});

	test('0 shows the whole run, and does nothing before a program has run for so long', () => {
		assert.match(after('shift+tab', '0').notice ?? '', /one time axis until it has run for 60 s/);
		const long = {...world, playback: {...world.playback, end: 61_000}};
		const {session} = update(after('shift+tab'), {type: 'toggle-fit'}, long);
		assert.equal(session.fit, true);
	});
});

suite('on Calls', () => {
	test('it stands between the dashboard and Waiting', () => {
		assert.equal(after('shift+tab').screen, 'dashboard');
		assert.equal(after('tab').screen, 'waiting');
	});

	test('the arrows select a row by its key', () => {
		assert.equal(after('down').calls?.selected, 'worker');
		assert.equal(after('down', 'down', 'down').calls?.selected, 'render');
		assert.equal(after('down', 'up').calls?.selected, 'query');
	});

	test('Enter shows the calls of a row, then the details of one; Esc goes back', () => {
		assert.deepEqual(after('down', 'enter').calls?.opened, {key: 'worker'});
		assert.equal(after('enter', 'down').calls?.opened?.selected, '#9');
		const details = after('enter', 'down', 'enter');
		assert.deepEqual([details.overlay?.kind, details.selected], ['details', 5]);
		assert.equal(after('enter', 'escape').calls?.opened, undefined);
	});

	test('O changes the order, U the grouping, and Z the time on the axis', () => {
		assert.equal(after('O').calls?.order, 'now');
		assert.equal(after('O', 'O', 'O', 'O', 'O', 'O').calls?.order, 'oldest');
		assert.deepEqual(after('down', 'U').calls, {grouping: 'line'});
		assert.equal(after('enter', 'Z').calls?.span, 30);
		assert.match(after('Z').notice ?? '', /press Enter on a row/);
	});

	test('/ filters the rows; Enter keeps the filter, and Esc ends it', () => {
		assert.equal(after('/', 'q', 'u').calls?.filter, 'qu');
		assert.equal(after('/', 'q', 'u', 'backspace').calls?.filter, 'q');
		const kept = after('/', 'q', 'enter');
		assert.deepEqual([kept.calls?.filter, kept.overlay], ['q', undefined]);
		assert.equal(after('/', 'q', 'enter', 'escape').calls?.filter, undefined);
	});
});
