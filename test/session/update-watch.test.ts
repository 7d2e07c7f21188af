import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {ScenarioInfo} from '../../source/session/choices.ts';
import type {Session} from '../../source/session/session.ts';
import {updateWatch, whyNotWatched} from '../../source/session/update-watch.ts';

const scenarioOf = (names: readonly string[]) =>
	({
		strategy: 'concurrent',
		limit: 2,
		tasks: () => names.map(name => ({id: name, name})),
		strategies: [{name: 'concurrent', title: 'Concurrent', limited: false}],
		user: {language: 'javascript'},
	}) as unknown as ScenarioInfo;
const task = (id: string, of = id) => ({id, name: id, of});
const session = {
	scenario: 'jobs.mjs',
	strategy: 'concurrent',
	limit: 3,
	seed: 42,
	run: 1,
	selected: 2,
	screen: 'dashboard',
	watch: true,
	broken: 'jobs.mjs line 2: Unexpected token. Waiting for the next save.',
	tasks: [task('a'), task('b'), task('b-2', 'b')],
} as unknown as Session;
const reload = (from: Session, names: readonly string[], before: readonly string[]) =>
	updateWatch(from, {type: 'reload', before}, scenarioOf(names));

suite('files that are watched', () => {
	test('run again when they are saved, without killing a program that is shutting down', () => {
		const {session: next, effects} = reload(session, ['a', 'b'], ['a', 'b']);
		assert.deepEqual(effects, [{type: 'start-run', isPatient: true}]);
		assert.deepEqual([next.run, next.broken, next.tasks], [2, undefined, session.tasks]);
	});

	test('lose the tasks that are gone, and take new ones at the end', () => {
		const {session: next} = reload(session, ['c', 'a'], ['a', 'b']);
		assert.deepEqual(
			next.tasks.map(({id}) => id),
			['a', 'c'],
		);
		assert.equal(next.selected, 1);
	});

	test('do not bring back a task that the user has removed', () => {
		const {session: next} = reload({...session, tasks: [task('a')]}, ['a', 'b'], ['a', 'b']);
		assert.deepEqual(
			next.tasks.map(({id}) => id),
			['a'],
		);
	});

	test('have all their tasks again where none of them was left', () => {
		const {session: next} = reload(session, ['x', 'y'], ['a', 'b']);
		assert.deepEqual(
			next.tasks.map(({id}) => id),
			['x', 'y'],
		);
	});

	test('run nothing before the first run', () => {
		const {session: next, effects} = reload({...session, run: 0}, ['a', 'b', 'c'], ['a', 'b']);
		assert.deepEqual([effects, next.run, next.tasks.length], [[], 0, 4]);
	});

	test('compare again under an open comparison', () => {
		const {session: next, effects} = reload({...session, overlay: {kind: 'compare'}}, ['a', 'b'], ['a', 'b']);
		assert.deepEqual([effects, next.comparison], [[], 1]);
	});

	test('keep what is wrong with them until it is mended', () => {
		const {broken: _broken, ...whole} = session;
		const text = 'jobs.mjs is gone. Waiting for it to come back.';
		const {session: broken} = updateWatch(whole, {type: 'report-broken', text}, scenarioOf(['a']));
		assert.equal(broken.broken, text);
		const {session: mended} = updateWatch(broken, {type: 'report-broken', text: undefined}, scenarioOf(['a']));
		assert.equal('broken' in mended, false);
	});

	test('are watched with W, and no longer with W again', () => {
		const off = updateWatch(session, {type: 'toggle-watch'}, scenarioOf(['a'])).session;
		assert.deepEqual([off.watch, off.broken, off.notice], [undefined, undefined, 'Saved files no longer run again.']);
		assert.equal(updateWatch(off, {type: 'toggle-watch'}, scenarioOf(['a'])).session.watch, true);
	});

	test('are only the user’s own', () => {
		const {user: _user, ...builtIn} = scenarioOf(['a']);
		const {session: next} = updateWatch(session, {type: 'toggle-watch'}, builtIn);
		assert.equal(next.notice, 'Nothing to watch: only your own files and commands change.');
		assert.equal(
			whyNotWatched({user: {language: 'javascript', unwatched: 'URLs have no file to save'}}),
			'URLs have no file to save',
		);
	});
});
