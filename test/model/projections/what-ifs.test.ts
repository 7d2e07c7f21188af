import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {pendingWhatIfsOf, whatIfLetters} from '../../../source/model/projections/what-ifs.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const tasks = dashboardTasks(5, {orders: {fails: true, timeout: 1900, blocks: 500}});
const strikes = (strategy: string, at: number) => {
	const model = modelAt(simulate({strategy, tasks}), at);
	const task = model.lanes.find(({name}) => name === 'orders') ?? assert.fail('no lane');
	return {
		letters: whatIfLetters(task),
		at: pendingWhatIfsOf(model, task).map(strike => [strike.letter, Math.round(strike.at / 50) * 50]),
	};
};

test('a what-if is marked where it will strike, until it has', () => {
	assert.deepEqual(strikes('concurrent', 300), {
		letters: 'ftb',
		at: [
			['f', 1200],
			['t', 1900],
		],
	});
	assert.deepEqual(strikes('concurrent', 1e6), {letters: 'ftb', at: []});
});

test('a queued task has no moment yet', () => {
	assert.deepEqual(strikes('sequential', 100).at, []);
});
