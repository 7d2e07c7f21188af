import assert from 'node:assert/strict';
import {test} from 'node:test';
import {follow, modelAt} from '../../../source/model/follow.ts';
import {queues} from '../../../source/model/projections/queues.ts';
import {scripts} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {someRuns} from '../../helpers/some-runs.ts';
import {join, lane, timer, traceOf} from '../../helpers/trace-of.ts';

const blocked = simulate({tasks: dashboardTasks(5, {settings: {blocks: 900}})});

test('at every event each lane that has started and not ended is in exactly one queue, and no other is', () => {
	const programs = scripts.flatMap(script =>
		(['javascript', 'python'] as const).map(language => simulateProgram(script, language)),
	);
	for (const trace of [...someRuns().values(), ...programs, blocked, simulate({language: 'python'})]) {
		const follower = follow(trace);
		for (const {at} of trace) {
			const model = follower.at(at);
			const found = [...queues(model).values()].flat().map(({name}) => name);
			const open = model.lanes.filter(
				({startedAt, scheduledAt, endedAt}) => (startedAt ?? scheduledAt) !== undefined && endedAt === undefined,
			);
			assert.deepEqual(found.toSorted(), model.end ? [] : open.map(({name}) => name).toSorted(), `at ${at}`);
		}
	}
});

const named = (model: Parameters<typeof queues>[0]) =>
	Object.fromEntries([...queues(model)].map(([queue, entries]) => [queue, entries.map(({name}) => name)]));

test('while one lane blocks the thread, what is due waits in the order in which it was', () => {
	assert.deepEqual(named(modelAt(blocked, 1300)), {
		thread: ['settings'],
		unread: ['avatar', 'messages'],
		outside: ['profile', 'orders'],
	});
});

/** `main` awaits `f` and goes on 2 ms after it ends. `a` and `b` wait for timers that are late, the second due first. */
const lanes = [
	{name: 'main', at: 0, waits: [lane('f', 102), join(50, ['a', 'b'])]},
	{name: 'f', at: 0, waits: [timer(100)]},
	{name: 'a', at: 0, waits: [{...timer(60), ms: 120}]},
	{name: 'b', at: 0, waits: [{...timer(50), ms: 150}]},
	{name: 'c', at: 0, waits: [{ms: 200, on: {kind: 'yield'}}]},
] as const;

test('who awaited what has ended is in the microtasks, late timers are due, and a join waits for its last member', () => {
	const trace = traceOf({lanes, total: 300});
	assert.deepEqual(named(modelAt(trace, 40)), {
		calls: ['main'],
		timers: ['b', 'a', 'f'],
		yielded: ['c'],
	});
	assert.deepEqual(named(modelAt(trace, 101)), {microtasks: ['main'], due: ['b', 'a'], yielded: ['c']});
	assert.deepEqual(named(modelAt(trace, 130)), {calls: ['main'], due: ['b'], yielded: ['c']});
	assert.deepEqual(named(modelAt(trace, 151)), {microtasks: ['main'], yielded: ['c']});
});

test('in Python what yields is ready, and a call that is no task of the loop returns to its caller at once', () => {
	const trace = traceOf({lanes, total: 300, language: 'python'});
	assert.deepEqual(named(modelAt(trace, 101)), {thread: ['main'], ready: ['c'], due: ['b', 'a']});
	const scheduled = [
		{type: 'task-created', at: 10, task: 'd', name: 'd', kind: 'call'},
		{type: 'task-scheduled', at: 10, task: 'd'},
	] as const;
	assert.deepEqual(named(modelAt(traceOf({lanes, total: 300, language: 'python', more: scheduled}), 20)).ready, [
		'c',
		'd',
	]);
});
