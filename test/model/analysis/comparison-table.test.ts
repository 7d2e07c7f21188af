import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {compareTable, formatComparison, profile} from '../../../source/model/analysis/comparison-table.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {oneByOne, together} from '../../fixtures/scripts.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const run = (strategy: string, more: Simulation = {}, at = 1e6) => modelAt(simulate({...more, strategy}), at);
const all = ['sequential', 'concurrent', 'limited', 'batched', 'race', 'all-settled'].map(name => run(name));
const names = (table: ReturnType<typeof compareTable>) => table.rows.map(({model}) => model.description.strategy.name);

suite('the table of a comparison', () => {
	test('has the shortest total first when all have run; what took the same keeps its order', () => {
		assert.deepEqual(names(compareTable(all, false)), [
			'sequential',
			'concurrent',
			'limited',
			'batched',
			'race',
			'all-settled',
		]);
		const sorted = ['race', 'concurrent', 'all-settled', 'limited', 'batched', 'sequential'];
		assert.deepEqual(names(compareTable(all, true)), sorted);
	});

	test('has the speed-up over the sequential run of the same language, where it means something', () => {
		const python = ['sequential', 'concurrent'].map(name => run(name, {language: 'python'}));
		const gains = Object.fromEntries(
			compareTable([...all, ...python], true).rows.map(({id, speedup}) => [id, speedup?.toFixed(2)]),
		);
		assert.equal(gains['sequential/javascript'], '1.00');
		assert.equal(gains['concurrent/javascript'], '3.25');
		assert.equal(gains['concurrent/python'], '3.25');
		assert.equal(gains['race/javascript'], undefined);
	});

	test('has no total of what failed, and puts that last', () => {
		const fails = {tasks: dashboardTasks(5, {orders: {fails: true}})};
		const table = compareTable([run('concurrent', fails), run('all-settled', fails)], true);
		assert.deepEqual(names(table), ['all-settled', 'concurrent']);
		assert.equal(table.rows.at(-1)?.total, undefined);
	});

	test('its axis is that of the longest, also before that has run', () => {
		assert.ok(Math.abs(compareTable(all, true).axis - 6500) < 5);
		assert.ok(Math.abs(compareTable([run('sequential', {}, -1), run('concurrent', {}, -1)], false).axis - 6500) < 5);
	});

	test('says what it comes to', () => {
		assert.deepEqual(formatComparison(compareTable(all, true)), [
			'Concurrent and All settled tie at 2.00 s, 3.25× as fast as Sequential.',
			'Limited 3 gets 2.41× with 3 in flight, not 5.',
		]);
		const versions = [oneByOne, together].map(script => modelAt(simulateProgram(script, 'python'), 1e6));
		assert.match(
			formatComparison(compareTable(versions, true))[0] ?? '',
			/^Together took 1\.50 s, As it is 2\.50 s \(1\.67× as long\)/,
		);
		const equal = [oneByOne, together].map(script => modelAt(simulateProgram(script), 1e6));
		assert.match(formatComparison(compareTable(equal, true))[0] ?? '', /^As it is and Together tie at 1\.50 s\.$/);
		assert.match(formatComparison(compareTable([run('race', {}, 10)], false))[0] ?? '', /Nothing to compare/);
		const mixed = compareTable([run('first-success'), run('all-settled')], true);
		assert.match(
			formatComparison(mixed)[0] ?? '',
			/: of the runs that finished, only All settled waited for every task/,
		);
	});
});

suite('the profile', () => {
	test('is how many were in flight, and its area is the sum of the latencies', () => {
		for (const model of all) {
			for (const count of [7, 50, 1000]) {
				const parts = profile(model, 7000, count);
				const area = parts.reduce((sum, part) => sum + part, 0) * (7000 / count);
				assert.ok(Math.abs(area - model.totals.sum) < 1, `${area}, not ${model.totals.sum}`);
				assert.ok(Math.max(...parts) <= model.totals.peak + 1e-9);
			}
		}
	});

	test('grows with the run', () => {
		const parts = profile(run('concurrent', {}, 900), 7000, 70);
		assert.deepEqual(parts.map(Math.round).slice(0, 12), [5, 5, 5, 5, 5, 5, 5, 5, 4, 0, 0, 0]);
	});

	test('of a program is that of its innermost calls', () => {
		assert.deepEqual(profile(modelAt(simulateProgram(together), 1e6), 2000, 4).map(Math.round), [2, 2, 1, 0]);
	});
});
