import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {simulate} from '../../fixtures/simulate.ts';

suite('A wait of the runner for its reader', () => {
	const [description] = simulate({tasks: 1});
	const events: readonly TraceEvent[] = [
		{type: 'run-started', at: 0},
		{type: 'task-created', at: 0, task: '#1', name: 'load', kind: 'call'},
		{type: 'task-started', at: 10, task: '#1'},
		{type: 'trace-waited', at: 3020, since: 20},
		{type: 'task-waiting', at: 3030, task: '#1', on: {kind: 'opaque'}},
	];
	const trace: Trace = [description, ...events];

	test('takes the thread from whoever has it', () => {
		const {busy, busyTime: held} = modelAt(trace, 4000).thread;
		assert.deepEqual(
			[...busy].map(({from, to}) => [from, to]),
			[
				[10, 20],
				[3020, 3030],
			],
		);
		assert.equal(held, 20);
	});

	test('is over when it is told: code is on the thread again', () => {
		assert.equal(modelAt(trace, 3025).thread.busyTime, 15);
	});
});

suite('A block', () => {
	const [description] = simulate({tasks: 1});
	const line = (number: number, name: string) => ({file: 'a.py', line: number, column: 1, function: name});
	const trace = (place: ReturnType<typeof line>): Trace => [
		{...description, form: 'program', tasks: []},
		{type: 'run-started', at: 0},
		{type: 'task-created', at: 0, task: '#1', name: 'main', kind: 'call', place: line(9, 'main')},
		{type: 'task-started', at: 1, task: '#1'},
		{type: 'task-waiting', at: 2, task: '#1', place: line(10, 'main'), on: {kind: 'timer', ms: 8}},
		{type: 'task-resumed', at: 10, task: '#1'},
		{type: 'task-created', at: 11, task: '#2', name: 'crunch', kind: 'call', parent: '#1', place: line(3, 'crunch')},
		{type: 'task-started', at: 11, task: '#2'},
		{type: 'task-ended', at: 111, task: '#2', outcome: 'done'},
		{type: 'task-waiting', at: 112, task: '#1', on: {kind: 'timer', ms: 8}},
		{type: 'loop-released', at: 112, since: 10, ms: 102, task: '#1', place, processor: 100, preempted: 0},
	];

	test('is that of the call that had the thread, not of the task that made it', () => {
		const [block] = modelAt(trace(line(5, 'spin')), 200).thread.blocks;
		assert.deepEqual([block?.task, block?.place?.line], ['#2', 5]);
	});

	test('is where that call is defined if only the line of its caller is known', () => {
		const [block] = modelAt(trace(line(10, 'main')), 200).thread.blocks;
		assert.deepEqual([block?.task, block?.place?.line], ['#2', 3]);
	});
});
