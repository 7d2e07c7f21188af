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
