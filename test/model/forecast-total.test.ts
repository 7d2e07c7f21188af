import assert from 'node:assert/strict';
import {test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import {modelAt} from '../../source/model/follow.ts';
import {forecastTotal} from '../../source/model/forecast-total.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';

test('the forecast of each strategy is what a run without work on the thread takes', () => {
	const tasks = dashboardTasks(5);
	const latencies = tasks.map(({latency = 0}) => latency);
	for (const {name} of strategies) {
		const model = modelAt(simulate({strategy: name, tasks}), 1_000_000);
		const forecast = forecastTotal(name, latencies, model.description.limit ?? 3);
		assert.ok(Math.abs((forecast ?? 0) - model.totals.makespan) < 20, `${name}: ${forecast} ${model.totals.makespan}`);
	}
});

test('nothing to do takes no time, and an unknown strategy has no forecast', () => {
	assert.equal(forecastTotal('limited', [], 3), 0);
	assert.equal(forecastTotal('race', [], 3), 0);
	assert.equal(forecastTotal('program', [1], 3), undefined);
});
