import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {strategies} from '../../../source/content/strategies/index.ts';
import {compareTable, formatComparison, timeLeft} from '../../../source/model/analysis/comparison-table.ts';
import {forecastRun, forecastSchedule} from '../../../source/model/analysis/forecast-schedule.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const names = strategies.map(({name}) => name);
const latencies = fc.array(fc.integer({min: 1, max: 5000}), {minLength: 1, maxLength: 30});

test('the forecast of a total: sum, longest, shortest, first free slot, batches', () => {
	const total = (strategy: string, limit?: number) =>
		forecastSchedule(strategy, [1500, 1000, 2000, 800, 1200], limit)?.total;
	assert.equal(total('sequential'), 6500);
	for (const name of ['concurrent', 'all-settled', 'task-group', 'as-completed']) assert.equal(total(name), 2000);
	for (const name of ['race', 'first-success']) assert.equal(total(name), 800);
	assert.equal(total('limited', 3), 2700);
	assert.equal(total('batched', 3), 3200);
	assert.equal(total('something'), undefined);
	assert.equal(forecastSchedule('concurrent', []), undefined);
});

test('no strategy exceeds its limit, leaves a task out or beats the longest task', () => {
	fc.assert(
		fc.property(latencies, fc.integer({min: 1, max: 12}), (all, limit) => {
			for (const strategy of names) {
				const {spans, total} = forecastSchedule(strategy, all, limit) ?? assert.fail(strategy);
				assert.deepEqual(
					spans.map(({from, to}) => to - from),
					all,
				);
				const most = strategy === 'sequential' ? 1 : ['limited', 'batched'].includes(strategy) ? limit : all.length;
				for (const {from} of spans) {
					assert.ok(spans.filter(span => span.from <= from && from < span.to).length <= most, strategy);
				}
				const isFirst = ['race', 'first-success'].includes(strategy);
				assert.ok(isFirst ? total === Math.min(...all) : total >= Math.max(...all));
			}
		}),
	);
});

test('a simulated run comes to its forecast', () => {
	for (const strategy of names) {
		const trace = simulate({strategy, tasks: dashboardTasks(5)});
		const {total} = forecastRun(modelAt(trace, 0), []) ?? assert.fail(strategy);
		assert.ok(Math.abs(modelAt(trace, 1e6).totals.makespan - total) < 10, `${strategy}: ${total}`);
	}
});

test('nothing is forecast with what-ifs, or of real tasks before a run has measured them', () => {
	const described = (tasks: ReturnType<typeof dashboardTasks>) => modelAt(simulate({strategy: 'concurrent', tasks}), 0);
	assert.equal(forecastRun(described(dashboardTasks(5, {orders: {fails: true}})), []), undefined);
	const measured = described(dashboardTasks(5).map(({latency: _latency, ...task}) => task));
	assert.equal(forecastRun(measured, []), undefined);
	const ended = modelAt(simulate({strategy: 'sequential', tasks: dashboardTasks(5)}), 1e6);
	assert.ok(Math.abs((forecastRun(measured, [ended])?.total ?? 0) - 2000) < 10);
});

test('what is left is the forecast of what has not ended', () => {
	const at = (strategy: string, moment: number) => modelAt(simulate({strategy, tasks: dashboardTasks(5)}), moment);
	const table = compareTable([at('sequential', 1e6), at('concurrent', 700), at('batched', 0)], false);
	assert.ok(Math.abs((timeLeft(table) ?? 0) - (1300 + 3200)) < 30, String(timeLeft(table)));
});

test('with totals within the noise no sentence names a winner', () => {
	const base = modelAt(simulate({strategy: 'concurrent', tasks: dashboardTasks(5)}), 1e6);
	const ofTotal = (title: string, makespan: number) => ({
		...base,
		description: {...base.description, strategy: {...base.description.strategy, name: title, title}},
		totals: {...base.totals, makespan},
	});
	fc.assert(
		fc.property(
			fc.integer({min: 30, max: 20_000}),
			fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 2, maxLength: 6}),
			(total, parts) => {
				const floor = Math.max(25, total / 20);
				const models = parts.map((part, index) => ofTotal(`S${index}`, total + part * floor));
				const [sentence = ''] = formatComparison(compareTable(models, true));
				assert.match(sentence, /tie at/);
				for (const model of models) assert.ok(sentence.includes(model.description.strategy.title), sentence);
			},
		),
	);
});
