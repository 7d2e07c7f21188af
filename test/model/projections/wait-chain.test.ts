import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {relatedTasks, waitChain} from '../../../source/model/projections/wait-chain.ts';
import type {TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import {oneByOne, threaded} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const words = (model: ReturnType<typeof modelAt>, task: string) =>
	waitChain(model, task).map(({words, at}) => (at === undefined ? words : `${words} at ${at}`));

suite('the await chain', () => {
	test('leads from the strategy over the combinator and the task to the request, in both languages', () => {
		assert.deepEqual(words(modelAt(simulate(), 1300), 'orders'), [
			'concurrent at concurrent.js:3',
			'Promise.all of 5, 2 open',
			'orders at dashboard.js:12',
			'request GET /orders',
		]);
		assert.deepEqual(words(modelAt(simulate({language: 'python'}), 1300), 'orders'), [
			'concurrent at concurrent.py:6',
			'asyncio.gather of 5, 2 open',
			'orders at dashboard.py:15',
			'request GET /orders',
		]);
		assert.match(
			words(modelAt(simulate({language: 'python', strategy: 'race'}), 300), 'avatar')[1] ?? '',
			/^asyncio\.wait of 5/,
		);
	});

	test('goes through a combinator that waits for one task only, and stops where there are several', () => {
		assert.deepEqual(words(modelAt(simulate(), 1700), 'call-1').slice(1), [
			'Promise.all of 5, 1 open',
			'orders at dashboard.js:13',
			'request body',
		]);
		assert.deepEqual(words(modelAt(simulate(), 700), 'call-1').slice(1), ['Promise.all of 5, 5 open']);
	});

	test('says what else a task can wait for', () => {
		const cases: readonly (readonly [WaitsFor, string])[] = [
			[{kind: 'timer', ms: 1500}, 'timer 1500 ms'],
			[{kind: 'io', what: 'StreamReader.read'}, 'StreamReader.read'],
			[{kind: 'lock', what: 'Semaphore'}, 'lock Semaphore'],
			[{kind: 'lock', what: 'Queue', lock: 'L1'}, 'Queue L1'],
			[{kind: 'thread', what: 'to_thread'}, 'thread to_thread'],
			[{kind: 'yield'}, 'nothing: it yields to the loop'],
			[{kind: 'opaque'}, 'a promise; what settles it is unknown'],
		];
		for (const [on, expected] of cases) assert.equal(words(program([['a', on]]), 'a').at(-1), expected);
	});

	test('is followed through calls that call, and ends in a circle where there is one', () => {
		const nested = program([
			['a', {kind: 'task', task: 'b'}],
			['b', {kind: 'task', task: 'c'}],
			['c', {kind: 'timer', ms: 20}],
		]);
		for (const task of ['a', 'b', 'c']) assert.deepEqual(words(nested, task), ['a', 'b', 'c', 'timer 20 ms']);
		const circle = program([
			['a', {kind: 'task', task: 'b'}],
			['b', {kind: 'task', task: 'a'}],
		]);
		assert.deepEqual(words(circle, 'a').slice(-2), ['a', 'b again: a cycle']);
		assert.deepEqual(words(program([['a', {kind: 'task', task: 'a'}]]), 'a'), ['a', 'a again: a cycle']);
	});

	test('of a task that waits for nobody says so, and there is none for what is over or unknown', () => {
		const tasks = dashboardTasks(3);
		assert.deepEqual(
			words(modelAt(simulate({strategy: 'sequential', tasks}), 100), 'orders').at(-1),
			'its turn to start',
		);
		assert.deepEqual(words(modelAt(simulate(), 1700), 'avatar'), []);
		assert.deepEqual(words(modelAt(simulate(), 1700), 'nobody'), []);
		const gone = program([['a', {kind: 'task', task: 'never-heard-of'}]]);
		assert.match(words(gone, 'a').at(-1) ?? '', /next turn/);
		const killed = modelAt(simulate({killAt: 900}), 9000);
		assert.equal(words(killed, 'orders').at(-1), 'nothing: the run has ended');
	});
});

test('in a program it leads from the top level through the calls, and into a thread', () => {
	assert.deepEqual(words(modelAt(simulateProgram(oneByOne), 500), '#3'), [
		'top level at as-it-is.js:21',
		'main at as-it-is.js:16',
		'f at as-it-is.js:4',
		'timer 1000 ms',
	]);
	const model = modelAt(simulateProgram(threaded), 1500);
	assert.deepEqual(words(model, '#3').slice(-2), ['work', 'runs in a thread (worker)']);
});

test('a task has callers, the outermost first, and calls; a circle of callers ends', () => {
	const model = modelAt(simulate(), 700);
	const names = (id: string) => {
		const {callers, called} = relatedTasks(model, id);
		return [callers.map(({name}) => name), called.map(({name}) => name)];
	};
	assert.deepEqual(names('orders'), [['concurrent'], []]);
	assert.deepEqual(names('call-1'), [[], ['profile', 'settings', 'orders', 'avatar', 'messages']]);
	const circle = program([
		['a', {kind: 'yield'}, 'b'],
		['b', {kind: 'yield'}, 'a'],
	]);
	assert.deepEqual(
		relatedTasks(circle, 'a').callers.map(({id}) => id),
		['b'],
	);
});

/** A run in which each of these calls waits for something. */
function program(calls: readonly (readonly [id: string, on: WaitsFor, parent?: string])[]) {
	const [description] = simulate({tasks: 0});
	const events: TraceEvent[] = calls.flatMap(([task, on, parent], index): TraceEvent[] => [
		{type: 'task-created', at: index, task, name: task, kind: 'call', ...(parent !== undefined && {parent})},
		{type: 'task-started', at: index, task},
		{type: 'task-waiting', at: index, task, on},
	]);
	return modelAt([description, {type: 'run-started', at: 0}, ...events], 100);
}
