import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCatalogue} from '../source/catalogue.ts';
import type {Action, Session, World} from '../source/session.ts';
import {startSession} from '../source/session.ts';
import {strategies} from '../source/strategies/index.ts';
import {update} from '../source/update.ts';

const scenarios = createCatalogue()
	.entries()
	.map(({choice}) => choice);
const world: World = {scenarios, lanes: 5, differences: [], clock: 850};
const dashboard = scenarios.find(({name}) => name === 'dashboard');
assert.ok(dashboard);
const initial = startSession(dashboard, {
	strategy: 'concurrent',
	language: 'javascript',
	limit: 3,
	seed: 42,
	run: 1,
	theme: 'dark',
	motion: 'full',
});

/** The session after these actions. */
function after(actions: readonly Action[], from: Session = initial, about: World = world): Session {
	return actions.reduce((session, action) => update(session, action, about), from);
}

test('a digit chooses a strategy and runs it, also the one that has just run', () => {
	const sequential = after([{type: 'choose-strategy', index: 0}]);
	assert.equal(sequential.strategy, 'sequential');
	assert.equal(sequential.run, 2);
	assert.equal(after([{type: 'choose-strategy', index: 0}], sequential).run, 3);
	assert.deepEqual(
		strategies.map((_, index) => after([{type: 'choose-strategy', index}]).strategy),
		strategies.map(({name}) => name),
	);
});

test('s goes to sequential and back to concurrent, from wherever', () => {
	assert.equal(after([{type: 'toggle-sequential'}]).strategy, 'sequential');
	assert.equal(after([{type: 'toggle-sequential'}, {type: 'toggle-sequential'}]).strategy, 'concurrent');
	assert.equal(after([{type: 'choose-strategy', index: 4}, {type: 'toggle-sequential'}]).strategy, 'sequential');
});

test('space freezes at the moment and lets go; it starts what was not started; it says so when the run is over', () => {
	const frozen = after([{type: 'toggle-pause'}]);
	assert.equal(frozen.frozenAt, 850);
	assert.equal(frozen.run, 1);
	assert.equal(after([{type: 'toggle-pause'}], frozen).frozenAt, undefined);
	assert.equal(after([{type: 'toggle-pause'}], {...initial, run: 0}).run, 1);
	const over = after([{type: 'toggle-pause'}], initial, {...world, clock: undefined});
	assert.equal(over.frozenAt, undefined);
	assert.match(over.notice ?? '', /over/);
});

test('a new run is live, whatever was frozen', () => {
	assert.equal(after([{type: 'toggle-pause'}, {type: 'run-again'}]).frozenAt, undefined);
});

test('the limit restarts a strategy that has one, and is kept for others', () => {
	const idle = after([{type: 'change-limit', by: 1}]);
	assert.deepEqual([idle.limit, idle.run], [4, 1]);
	assert.match(idle.notice ?? '', /3 Limited and 4 Batched/);
	const limited = after([{type: 'choose-strategy', index: 2}]);
	assert.equal(after([{type: 'change-limit', by: -1}], limited).run, limited.run + 1);
	const least = after(
		Array.from({length: 9}, () => ({type: 'change-limit', by: -1}) as const),
		limited,
	);
	assert.equal(least.limit, 1);
});

test('the selection stays among the tasks', () => {
	assert.equal(after([{type: 'select', by: -1}]).selected, 0);
	assert.equal(after([{type: 'select', by: 10}]).selected, 4);
});

test('a latency changes by steps, within bounds, and a time-out stays half of it', () => {
	const quicker = after([{type: 'change-latency', by: -100}]);
	assert.equal(quicker.tasks[0]?.latency, 1400);
	assert.equal(quicker.run, 2);
	assert.equal(
		after(Array.from({length: 50}, () => ({type: 'change-latency', by: -100}) as const)).tasks[0]?.latency,
		100,
	);
	const impatient = after([
		{type: 'what-if', change: 'timeout'},
		{type: 'change-latency', by: 100},
	]);
	assert.equal(impatient.tasks[0]?.timeout, 800);
});

test('a what-if is asked of the selected task, run, and taken back by the same key', () => {
	const asked = after([
		{type: 'select', by: 2},
		{type: 'what-if', change: 'blocks'},
	]);
	assert.deepEqual(
		asked.tasks.map(({blocks}) => blocks),
		[undefined, undefined, 500, undefined, undefined],
	);
	assert.equal(asked.run, 2);
	assert.deepEqual(after([{type: 'what-if', change: 'blocks'}], asked).tasks, initial.tasks);
});

test('an added task is another call of the same function, with a name of its own; the last one cannot be removed', () => {
	const added = after([{type: 'add-task'}, {type: 'add-task'}]);
	assert.deepEqual(
		added.tasks.slice(0, 4).map(({id, name, of}) => [id, name, of]),
		[
			['profile', 'profile', 'profile'],
			['profile-2', 'profile 2', 'profile'],
			['profile-3', 'profile 3', 'profile'],
			['settings', 'settings', 'settings'],
		],
	);
	const one = after(Array.from({length: 4}, () => ({type: 'remove-task'}) as const));
	assert.equal(one.tasks.length, 1);
	const still = after([{type: 'remove-task'}], one);
	assert.equal(still.tasks.length, 1);
	assert.match(still.notice ?? '', /at least one/);
});

test('a new seed draws other latencies for the same tasks, the same seed the same ones', () => {
	const other = after([{type: 'run-reseeded'}]);
	assert.equal(other.seed, 43);
	assert.deepEqual(
		other.tasks.map(({id}) => id),
		initial.tasks.map(({id}) => id),
	);
	assert.notDeepEqual(other.tasks, initial.tasks);
	assert.deepEqual(after([{type: 'run-reseeded'}]).tasks, other.tasks);
});

test('find: type, erase, choose; the scenario opens with its own strategy', () => {
	const typed = after([{type: 'open-find'}, {type: 'type', text: 'retrx'}, {type: 'erase'}, {type: 'choose-listed'}]);
	assert.equal(typed.scenario, 'retry');
	assert.equal(typed.strategy, 'all-settled');
	const kitchen = after([{type: 'open-find'}, {type: 'type', text: 'cook'}, {type: 'choose-listed'}]);
	assert.equal(kitchen.scenario, 'kitchen');
	assert.equal(kitchen.overlay, undefined);
	assert.deepEqual(
		kitchen.tasks.map(({id}) => id),
		['toast', 'water', 'chop'],
	);
	const nothing = after([{type: 'open-find'}, {type: 'type', text: 'zzz'}, {type: 'choose-listed'}]);
	assert.equal(nothing.scenario, 'dashboard');
	assert.equal(nothing.overlay?.kind, 'find');
});

test('overlays: the same key or Esc closes them; Esc on the dashboard changes nothing', () => {
	assert.equal(after([{type: 'toggle-help'}]).overlay?.kind, 'help');
	assert.equal(after([{type: 'toggle-help'}, {type: 'toggle-help'}]).overlay, undefined);
	assert.equal(after([{type: 'open-details'}, {type: 'back'}]).overlay, undefined);
	assert.deepEqual(after([{type: 'back'}]), initial);
});

test('a notice is said once', () => {
	const said = after([{type: 'notice', text: 'hello'}]);
	assert.equal(said.notice, 'hello');
	assert.equal(after([{type: 'select', by: 1}], said).notice, undefined);
});
