import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Effect} from '../../source/session/effect.ts';
import type {RunConfig, Session} from '../../source/session/session.ts';
import {runConfigOf, startSession} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {updateWorld} from '../helpers/update-world.ts';

const scenarios = createCatalog()
	.entries()
	.map(({choice}) => choice);
const dashboard = scenarios.find(({name}) => name === 'dashboard') ?? assert.fail();
const initial = startSession(dashboard, {
	...({strategy: 'concurrent', language: 'javascript', limit: 3, seed: 42, run: 1} as const),
	...({theme: 'dark', motion: 'full'} as const),
});
const ran = (id: number, strategy: string, change: Partial<RunConfig> = {}) => ({
	id,
	config: {...runConfigOf(initial), strategy, ...change},
});
const toggle = (session: Session, about: Parameters<typeof updateWorld>[0] = {}) =>
	update(session, {type: 'toggle-versus'}, updateWorld({scenarios, ...about}));
const shown = (left: number | undefined, right: number | undefined, plays: boolean): Effect => ({
	type: 'show-versus',
	left,
	right,
	plays,
});

suite('S', () => {
	test('plays the newest runs of 1 and 2, and closes them', () => {
		const history = [ran(4, 'concurrent'), ran(3, 'sequential'), ran(2, 'sequential'), ran(1, 'race')];
		const {session, effects} = toggle(initial, {history});
		assert.deepEqual(session.versus, ['sequential', 'concurrent']);
		assert.deepEqual(effects, [shown(3, 4, true)]);
		assert.equal(session.playhead?.since, 5000);
		const closed = toggle(session, {history});
		assert.deepEqual([closed.session.versus, closed.session.playhead], [undefined, undefined]);
		assert.deepEqual(closed.effects, [{type: 'show-live'}]);
	});

	test('runs what is missing beside what is there', () => {
		const {session, effects} = toggle(initial, {history: [ran(1, 'concurrent')]});
		assert.deepEqual([session.strategy, session.run], ['sequential', 2]);
		assert.deepEqual(effects, [{type: 'start-run'}, shown(undefined, 1, false)]);
	});

	test('runs of other work are missing', () => {
		const tasks = initial.tasks.slice(1);
		const other = [
			ran(1, 'concurrent', {tasks}),
			ran(2, 'sequential', {seed: 1}),
			ran(3, 'sequential', {language: 'python'}),
		];
		assert.deepEqual(toggle(initial, {history: other}).effects, [
			{type: 'start-run'},
			shown(undefined, undefined, false),
		]);
	});

	test('waits for a run in progress, and continues with the other', () => {
		const {session, effects} = toggle(initial, {clock: 850});
		assert.deepEqual([session.strategy, session.run, effects], ['concurrent', 1, [shown(undefined, undefined, false)]]);
		const go = (before: Session, history: ReturnType<typeof ran>[]) =>
			update(before, {type: 'continue-versus'}, updateWorld({scenarios, history}));
		const next = go(session, [ran(1, 'concurrent')]);
		assert.deepEqual([next.session.strategy, next.session.run], ['sequential', 2]);
		assert.deepEqual(next.effects, [{type: 'start-run'}, shown(undefined, 1, false)]);
		const last = go(next.session, [ran(2, 'sequential'), ran(1, 'concurrent')]);
		assert.deepEqual(last.effects, [shown(2, 1, false)]);
		const cut = go(next.session, [ran(1, 'concurrent')]);
		assert.equal(cut.session.versus, undefined);
		assert.match(cut.session.notice ?? '', /cut off/);
	});

	test('with another strategy: the one of the run before beside it', () => {
		const race = {...initial, strategy: 'race'};
		const history = [ran(3, 'race'), ran(2, 'batched'), ran(1, 'concurrent')];
		assert.deepEqual(toggle(race, {history}).session.versus, ['batched', 'race']);
		assert.deepEqual(toggle(race, {history: [ran(3, 'race')]}).session.versus, ['sequential', 'race']);
	});

	test('a run of another limit is another run', () => {
		const limited = {...initial, strategy: 'limited'};
		const history = [ran(2, 'limited', {limit: 2}), ran(1, 'concurrent')];
		assert.deepEqual(toggle(limited, {history}).effects, [{type: 'start-run'}, shown(1, undefined, false)]);
	});

	test('starts nothing of the user, and needs two versions', () => {
		const own = [{...dashboard, user: {language: 'javascript'} as const}];
		const {session, effects} = toggle(initial, {scenarios: own, history: [ran(1, 'concurrent')]});
		assert.deepEqual([session.versus, effects], [undefined, []]);
		assert.match(session.notice ?? '', /your own code/);
		const both = [ran(1, 'concurrent'), ran(2, 'sequential')];
		assert.deepEqual(toggle(initial, {scenarios: own, history: both}).effects, [shown(2, 1, true)]);
		const one = [{...dashboard, strategies: dashboard.strategies.slice(0, 1)}];
		assert.match(toggle(initial, {scenarios: one}).session.notice ?? '', /One version only/);
	});

	test('p plays the pair in the other language; a digit leaves it', () => {
		const history = [ran(4, 'concurrent'), ran(3, 'sequential')];
		const {session} = toggle(initial, {history});
		const world = updateWorld({scenarios, history});
		const python = update(session, {type: 'next-language'}, world);
		assert.deepEqual([python.session.language, python.session.versus], ['python', ['sequential', 'concurrent']]);
		assert.deepEqual(python.effects, [{type: 'start-run'}, shown(undefined, undefined, false)]);
		const race = update(session, {type: 'choose-strategy', index: 4}, world);
		assert.deepEqual([race.session.strategy, race.session.versus], ['race', undefined]);
		assert.equal(update(session, {type: 'back'}, world).session.versus, undefined);
	});
});
