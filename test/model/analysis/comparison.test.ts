import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {compare, speedup, speedupBound} from '../../../source/model/analysis/comparison.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import type {Simulation} from '../../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const ended = (simulation: Simulation) => modelAt(simulate(simulation), 30_000);
const sequential = ended({strategy: 'sequential'});
const concurrent = ended({strategy: 'concurrent'});
const close = (actual: number | undefined, expected: number) =>
	assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < 0.01, `${actual} is not ${expected}`);

suite('a comparison', () => {
	test('says what was saved against the run before', () => {
		const comparison = compare(concurrent, sequential);
		assert.equal(comparison?.previous.title, 'Sequential');
		close(comparison?.previous.makespan, 6500);
		close(comparison?.saved, 4500);
		close(comparison?.ratio, 3.25);
		close(compare(sequential, concurrent)?.saved, -4500);
	});

	test('has no saving until the total has stopped', () => {
		const comparison = compare(modelAt(simulate(), 1400), sequential);
		assert.deepEqual(Object.keys(comparison ?? {}), ['previous']);
	});

	test('is not made with a run that did not end well', () => {
		const failing = dashboardTasks(5, {settings: {fails: true}});
		const failed = ended({tasks: failing});
		assert.equal(compare(ended({strategy: 'all-settled', tasks: failing}), failed), undefined);
		assert.equal(compare(concurrent, ended({abortAt: 500})), undefined);
		assert.equal(compare(concurrent, ended({killAt: 500})), undefined);
		assert.equal(compare(concurrent, modelAt(simulate(), 1400)), undefined);
		assert.equal(compare(concurrent, undefined), undefined);
	});

	test('a failed run saves nothing', () => {
		const failing = dashboardTasks(5, {settings: {fails: true}});
		const settled = ended({strategy: 'all-settled', tasks: failing});
		assert.deepEqual(Object.keys(compare(ended({tasks: failing}), settled) ?? {}), ['previous']);
	});

	test('is not made with other work', () => {
		for (const tasks of [4, dashboardTasks(5, {avatar: {latency: 900}}), dashboardTasks(5, {avatar: {blocks: 100}})]) {
			assert.equal(compare(ended({tasks}), sequential), undefined);
		}
		assert.ok(compare(ended({language: 'python'}), sequential), 'another language is the same work');
	});

	test('the first result of a race is no saving over all results', () => {
		assert.deepEqual(Object.keys(compare(ended({strategy: 'race'}), sequential) ?? {}), ['previous']);
	});
});

suite('the speed-up', () => {
	test('is over a sequential run that was measured; else there is a bound', () => {
		close(speedup(concurrent, sequential), 3.25);
		assert.equal(speedup(concurrent, undefined), undefined);
		close(speedupBound(concurrent), 3.25);
		assert.equal(speedup(sequential, sequential), undefined);
		assert.equal(speedupBound(sequential), undefined);
	});

	test('is none over a run of other work, in another language, on another machine, or within noise', () => {
		assert.equal(speedup(concurrent, ended({strategy: 'sequential', tasks: 4})), undefined);
		assert.equal(speedup(concurrent, ended({strategy: 'limited'})), undefined);
		assert.equal(speedup(concurrent, ended({strategy: 'sequential', language: 'python'})), undefined);
		const on = (model: Model, cores: number): Model => {
			const machine = {platform: 'linux', arch: 'x64', cores};
			return {...model, description: {...model.description, machine}};
		};
		assert.equal(speedup(on(concurrent, 2), on(sequential, 4)), undefined);
		close(speedup(on(concurrent, 2), on(sequential, 2)), 3.25);
		const nearly = {...sequential, totals: {...sequential.totals, makespan: concurrent.totals.makespan * 1.04}};
		assert.equal(speedup(concurrent, nearly), undefined);
	});

	test('is nothing where it means nothing', () => {
		assert.equal(speedup(modelAt(simulate(), 1400), sequential), undefined);
		assert.equal(speedup(ended({strategy: 'race'}), sequential), undefined);
		assert.equal(speedup(ended({strategy: 'first-success'}), sequential), undefined);
		const failing = dashboardTasks(5, {settings: {fails: true}});
		assert.equal(speedup(ended({tasks: failing}), sequential), undefined);
		assert.equal(speedup(ended({strategy: 'all-settled', tasks: failing}), sequential), undefined);
		assert.equal(speedup(ended({killAt: 100}), sequential), undefined);
	});
});
