import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {slowestTasks, taskTimes} from '../../../source/model/projections/task-times.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const model = (at: number, count = 20) => modelAt(simulate({strategy: 'concurrent', tasks: dashboardTasks(count)}), at);

test('the times of tasks are those of the tasks that are done', () => {
	assert.equal(taskTimes(model(900)), undefined, 'four are done, too few for a median');
	const times = taskTimes(model(1_000_000));
	assert.deepEqual(times && [times.median, times.p90].map(ms => Math.round(ms / 100)), [12, 20]);
});

test('the slowest tasks are sorted by what they have taken so far, in flight or not', () => {
	const slowest = slowestTasks(model(1100), 15);
	assert.equal(slowest.length, 15);
	const times = slowest.map(({took}) => took);
	assert.deepEqual(
		times,
		times.toSorted((one, other) => other - one),
	);
	assert.ok(!slowest.some(({task}) => task.name.startsWith('avatar')), 'the four fastest are left out');
	assert.equal(slowestTasks(model(-1), 15).length, 0, 'before the start');
});
