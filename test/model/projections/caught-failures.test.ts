import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {caughtAbove, caughtFailures} from '../../../source/model/projections/caught-failures.ts';
import {lanes} from '../../../source/model/projections/timeline.ts';
import type {TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const ended = 1_000_000;
const failing = dashboardTasks(5, {settings: {fails: true}});

test('a failure by which the strategy fails is caught by nobody', () => {
	for (const strategy of ['sequential', 'concurrent', 'task-group', 'race']) {
		for (const language of ['javascript', 'python'] as const) {
			assert.deepEqual(caughtFailures(modelAt(simulate({strategy, tasks: failing, language}), ended)), []);
		}
	}
});

test('what is no failure, or is passed over, is not caught', () => {
	assert.deepEqual(caughtFailures(modelAt(simulate(), ended)), []);
	assert.deepEqual(caughtFailures(modelAt(simulate({strategy: 'all-settled', tasks: failing}), ended)), []);
	assert.deepEqual(caughtFailures(modelAt(simulate({abortAt: 900}), ended)), []);
	const [description, ...events] = simulate();
	const broken = events.map(event =>
		event.type === 'strategy-settled' ? {...event, outcome: 'failed' as const} : event,
	);
	assert.deepEqual(caughtFailures(modelAt([description, ...broken], ended)), [], 'no task has failed');
});

/**
 * `main` waits for f and g, both called by it, as `on` says; f fails at 50, g is done at 150. `heard`: when main goes on;
 * what it does then.
 */
function program(on: WaitsFor, heard: number, then: 'go on' | 'end' | 'fail'): Trace {
	const [tasks] = simulate();
	const description: Trace[0] = {...tasks, form: 'program', tasks: []};
	const call = (task: string, parent: string): readonly TraceEvent[] => [
		{type: 'task-created', at: 0, task, name: task, kind: 'call', parent},
		{type: 'task-started', at: 0, task},
		{type: 'task-waiting', at: 0, task, on: {kind: 'opaque'}},
	];
	const error = {name: 'Error', message: 'no'};
	const afterwards: readonly TraceEvent[] = {
		'go on': [
			{type: 'task-waiting', at: heard + 1, task: 'main', on: {kind: 'timer', ms: 10}},
			{type: 'task-resumed', at: heard + 11, task: 'main'},
			{type: 'task-ended', at: heard + 11, task: 'main', outcome: 'done'},
		] as const,
		end: [{type: 'task-ended', at: heard + 1, task: 'main', outcome: 'done'}] as const,
		fail: [{type: 'task-ended', at: heard + 1, task: 'main', outcome: 'failed', error}] as const,
	}[then];
	const events: readonly TraceEvent[] = [
		{type: 'run-started', at: 0},
		{type: 'task-created', at: 0, task: 'main', name: 'main', kind: 'call'},
		{type: 'task-started', at: 0, task: 'main'},
		...call('f', 'main'),
		...call('g', 'main'),
		{type: 'task-waiting', at: 0, task: 'main', on},
		{type: 'task-resumed', at: 50, task: 'f'},
		{type: 'task-ended', at: 50, task: 'f', outcome: 'failed', error},
		{type: 'task-resumed', at: 150, task: 'g'},
		{type: 'task-ended', at: 150, task: 'g', outcome: 'done'},
		{type: 'task-resumed', at: heard, task: 'main'},
		...afterwards,
	];
	return [description, ...events.toSorted((a, b) => a.at - b.at)];
}

const join = (how: string): WaitsFor => ({kind: 'join', how, tasks: ['f', 'g'], count: 2});

test('in a program a caller hears a failure that it goes on after', () => {
	for (const on of [{kind: 'task', task: 'f'}, join('all'), join('gather')] as const) {
		for (const then of ['go on', 'end'] as const) {
			assert.deepEqual(
				caughtFailures(modelAt(program(on, 51, then), ended)),
				[{at: 51, caller: 'main'}],
				`${on.kind} ${then}`,
			);
		}
	}
	assert.deepEqual(
		caughtFailures(modelAt(program(join('all'), 50, 'go on'), ended)),
		[{at: 50, caller: 'main'}],
		'at the very moment',
	);
	assert.deepEqual(caughtFailures(modelAt(program(join('TaskGroup'), 151, 'end'), ended)), [{at: 151, caller: 'main'}]);
	assert.deepEqual(
		caughtFailures(modelAt(program(join('all'), 51, 'end'), 51)),
		[],
		'what it does with it is not known yet',
	);
});

test('what ends its caller, or comes as a value, or was not waited for is not caught', () => {
	assert.deepEqual(caughtFailures(modelAt(program(join('all'), 51, 'fail'), ended)), []);
	assert.deepEqual(caughtFailures(modelAt(program(join('gather'), 151, 'end'), ended)), [], 'return_exceptions');
	assert.deepEqual(caughtFailures(modelAt(program(join('allSettled'), 151, 'end'), ended)), []);
	assert.deepEqual(caughtFailures(modelAt(program({kind: 'opaque'}, 51, 'end'), ended)), []);
	assert.deepEqual(caughtFailures(modelAt(program({kind: 'task', task: 'g'}, 151, 'end'), ended)), []);
});

test('what goes on behind it goes on for nobody, from when its caller has ended', () => {
	const model = modelAt(program(join('all'), 51, 'end'), ended);
	const lane = lanes(model, 0, 9).find(({id}) => id === 'g');
	assert.deepEqual(
		lane?.segments.filter(({orphan}) => orphan).map(({from}) => from),
		[52, 150],
	);
	const kept = modelAt(program(join('gather'), 151, 'end'), ended);
	assert.ok(lanes(kept, 0, 9).every(({segments}) => segments.every(({orphan}) => !orphan)));
});

test('a failure concerns its caller and what that called, but no other lane', () => {
	const model = modelAt(program(join('all'), 50, 'go on'), ended);
	const caught = caughtFailures(model);
	assert.deepEqual(caughtAbove(model, 'main', caught), [50]);
	assert.deepEqual(caughtAbove(model, 'g', caught), [50]);
	assert.deepEqual(caughtAbove(model, 'f', [{at: 50, caller: 'g'}]), []);
});
