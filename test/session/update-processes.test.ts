import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {actionForKey} from '../../source/keys/action-for-key.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';
import {updateWorld} from '../helpers/update-world.ts';

const scenario = {
	...{name: 'npm start', title: 'npm start', sentence: '', group: 'Your code', strategy: 'as-it-is', limit: 1},
	tasks: () => [],
	strategies: [{name: 'as-it-is', title: 'As it is', limited: false}],
	user: {language: 'javascript', isCommand: true},
} as const;
const initial = startSession(scenario, {
	...{strategy: 'as-it-is', language: 'javascript', limit: 1, seed: 1, run: 1, theme: 'dark', motion: 'full'},
} as const);

/** The session after these keys, and the effects of the last one. */
function press(keys: readonly string[], processes: {count: number; shown: number}, from: Session = initial) {
	return keys.reduce(
		({session}, key) => {
			const action = actionForKey(session, key);
			assert.ok(action, key);
			return update(session, action, updateWorld({scenarios: [scenario], processes}));
		},
		{session: from, effects: []} as ReturnType<typeof update>,
	);
}

suite('the processes of a command', () => {
	test('are listed from the shown one on, and Enter shows another, live', () => {
		const paused = {...initial, selected: 4, playhead: {at: 3}, waits: {selected: 'a.mjs:3'}};
		const {session, effects} = press(['P', 'down', 'down', 'enter'], {count: 3, shown: 1}, paused);
		assert.deepEqual(effects, [{type: 'show-process', index: 2}]);
		assert.deepEqual([session.overlay, session.selected, session.playhead], [undefined, 0, undefined]);
		assert.equal(session.waits, undefined);
	});

	test('P, Escape and q close the list', () => {
		for (const key of ['P', 'escape', 'q']) {
			const {session, effects} = press(['P', key], {count: 2, shown: 0});
			assert.deepEqual([session.overlay, effects], [undefined, []]);
		}
	});

	test('are not listed where there is only one', () => {
		const {session} = press(['P'], {count: 1, shown: 0});
		assert.equal(session.overlay, undefined);
		assert.match(session.notice ?? '', /^P lists the processes of a command/);
	});

	test('are those that run: Enter leaves a past run', () => {
		const past = {...initial, historyId: 1, returnTo: {...initial, run: 2}};
		const {session, effects} = press(['P', 'enter'], {count: 2, shown: 0}, past);
		assert.deepEqual(effects, [{type: 'show-live'}, {type: 'show-process', index: 0}]);
		assert.deepEqual([session.historyId, session.run], [undefined, 2]);
	});
});
