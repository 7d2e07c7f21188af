import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {summarize} from '../../../source/model/analysis/summary.ts';
import {follow, modelAt} from '../../../source/model/follow.ts';
import {first, heap, pop, push} from '../../../source/model/heap.ts';
import type {Model} from '../../../source/model/model.ts';
import type {Span} from '../../../source/model/task.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {strategyNames} from '../../fixtures/programs.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {randomFrom} from '../../helpers/random.ts';

const near = (actual: number, expected: number, within = 3) =>
	assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

suite('totals', () => {
	for (const [strategy, makespan, peak] of [
		['sequential', 6500, 1],
		['concurrent', 2000, 5],
		['limited', 2700, 3],
		['batched', 3200, 3],
		['race', 800, 5],
		['first-success', 800, 5],
		['all-settled', 2000, 5],
	] as const) {
		test(`${strategy}: the makespan is what theory says`, () => {
			const {totals} = modelAt(simulate({strategy}), 20_000);
			near(totals.makespan, makespan);
			near(totals.sum, 6500);
			near(totals.longest, 2000);
			assert.equal(totals.longestTask, 'orders');
			assert.equal(totals.peak, peak);
			assert.equal(totals.stopped, true);
		});
	}

	test('at every moment they are what a walk over all tasks finds', () => {
		const change = {
			settings: {fails: true},
			orders: {timeout: 600},
			avatar: {blocks: 700},
			'messages-2': {latency: 20},
		};
		for (const strategy of strategyNames) {
			const planned = simulate({strategy, tasks: dashboardTasks(12, change), limit: 4});
			const unplanned = someWithoutPlan(planned);
			for (const trace of [planned, unplanned]) {
				const follower = follow(trace);
				const random = randomFrom(3);
				const end = (trace.at(-1)?.at ?? 0) + 100;
				for (let moment = 0; moment < end; moment += 120 * random()) assertAsWalked(follower.at(moment));
			}
		}
	});

	test('the total counts while the run goes on, and stands when it has stopped', () => {
		const follower = follow(simulate());
		assert.equal(follower.at(700).totals.makespan, 700);
		assert.equal(follower.at(1400).totals.makespan, 1400);
		assert.equal(follower.at(1400).totals.stopped, false);
		const stopped = follower.at(2500).totals;
		assert.deepEqual(follower.at(9000).totals, stopped);
	});

	test('a race stops at its result, though the losers run on', () => {
		const {totals, phase} = modelAt(simulate({strategy: 'race'}), 1001);
		assert.equal(phase, 'settling');
		assert.equal(totals.stopped, true);
		near(totals.makespan, 800);
		assert.equal(totals.inFlight, 3);
	});

	test('after a failure the total is when the caller received it, though others keep running', () => {
		const trace = simulate({tasks: dashboardTasks(5, {settings: {fails: true}})});
		assert.equal(modelAt(trace, 400).totals.stopped, false);
		assert.equal(modelAt(trace, 1000).totals.stopped, true);
		near(modelAt(trace, 5000).totals.makespan, 500);
	});

	test('a run that is cut off stops there; tasks that never started have no latency', () => {
		const killed = modelAt(simulate({killAt: 1250}), 4000).totals;
		assert.equal(killed.makespan, 1250);
		assert.equal(killed.inFlight, 2);
		const cancelled = modelAt(simulate({strategy: 'sequential', abortAt: 1000}), 4000).totals;
		near(cancelled.makespan, 1000);
		assert.equal(cancelled.queued, 4);
	});

	test('a task in flight counts with its plan, or with its time when that is more', () => {
		const trace = simulate({strategy: 'concurrent', tasks: dashboardTasks(2, {profile: {blocks: 900}})});
		// profile (1.5 s) blocks from 1.2 to 2.1 s, and settings (1 s) is over by then.
		assert.equal(modelAt(trace, 1000).totals.sum, 2500);
		near(modelAt(trace, 1900).totals.sum, 2900, 0.5);
		assert.equal(modelAt(trace, 1900).totals.longestTask, 'profile');
	});
});

suite('the summary', () => {
	test('has the numbers that scripts rely on', () => {
		const summary = summarize(modelAt(simulate({strategy: 'concurrent'}), 5000));
		assert.deepEqual(summary, {
			scenario: 'dashboard',
			strategy: 'concurrent',
			language: 'javascript',
			makespan: 2000.3,
			survivors: null,
			sum: 6500.5,
			longest: 2000.1,
			speedup: null,
			bound: 3.25,
			peak: 5,
			queued: 0,
			startUp: 0,
			done: 5,
			failed: 0,
			cancelled: 0,
			destroyed: 0,
			timedOut: 0,
			lag: {p50: 0, p99: 0.1, max: 0.1},
			kind: 'overlaps',
			verdict: '6.50 s of waiting in 2.00 s, up to 5 at once; as long as the longest.',
			thread: 0.001,
			threadIs: 'exact',
			outside: 0,
			tracing: 0,
			held: 0,
			findings: [],
			forecast: null,
		});
	});

	test('has the speed-up over a sequential run that was measured, and when the last survivor ended', () => {
		const sequential = modelAt(simulate({strategy: 'sequential'}), 10_000);
		assert.equal(summarize(modelAt(simulate({strategy: 'concurrent'}), 5000), sequential).speedup, 3.25);
		const race = summarize(modelAt(simulate({strategy: 'race'}), 5000));
		assert.deepEqual([race.survivors, race.bound, race.kind], [2000.3, null, 'first']);
	});

	test('tells what went wrong, and what could not be measured', () => {
		const change = {settings: {fails: true}, orders: {timeout: 600}};
		const failed = summarize(modelAt(simulate({strategy: 'all-settled', tasks: dashboardTasks(5, change)}), 5000));
		assert.deepEqual([failed.done, failed.failed, failed.timedOut], [3, 1, 1]);
		const nothing = summarize(modelAt(simulate(), -1));
		assert.deepEqual([nothing.speedup, nothing.verdict, nothing.forecast], [null, null, null]);
		assert.deepEqual(nothing.lag, {p50: null, p99: null, max: null});
	});

	test('a block is the longest lag', () => {
		const blocked = summarize(modelAt(simulate({tasks: dashboardTasks(5, {settings: {blocks: 500}})}), 5000));
		assert.ok((blocked.lag.max ?? 0) > 400, `${blocked.lag.max}`);
		assert.ok((blocked.lag.p50 ?? 99) < 5, `${blocked.lag.p50}`);
		assert.equal(blocked.held, 500);
	});
});

test('a heap gives what was put in, the least first', () => {
	const random = randomFrom(11);
	const numbers = Array.from({length: 500}, () => Math.floor(random() * 100));
	const queue = heap<number>((a, b) => a < b);
	for (const number of numbers) push(queue, number);
	const sorted: number[] = [];
	for (let next = first(queue); next !== undefined; next = first(queue)) {
		assert.equal(pop(queue), next);
		sorted.push(next);
	}
	assert.deepEqual(
		sorted,
		numbers.toSorted((a, b) => a - b),
	);
	assert.equal(pop(queue), undefined);
});

function someWithoutPlan([description, ...events]: Trace): Trace {
	const tasks = description.tasks.map((task, index) => (index % 2 === 0 ? task : {id: task.id, name: task.name}));
	return [{...description, tasks}, ...events];
}

/** The definition of the sums, word by word; of what lasts, what an upper bound of it is. */
function assertAsWalked({at, end, lanes: planned, totals}: Model): void {
	const now = end?.at ?? at;
	const latencies = planned.map(({startedAt, endedAt, spans, plan}) => {
		if (startedAt === undefined) return end ? 0 : (plan?.latency ?? 0);
		if (endedAt === undefined) return Math.max(plan?.latency ?? 0, now - startedAt);
		// It calls nothing, so its spans do not overlap.
		return spans.flatMap(span => lengthOf(span, startedAt, plan?.latency)).reduce((sum, ms) => sum + ms, 0);
	});
	const sum = latencies.reduce((sum, latency) => sum + latency, 0);
	const isOver = planned.every(({endedAt}) => endedAt !== undefined);
	assert.ok(isOver ? Math.abs(totals.sum - sum) < 0.05 : totals.sum < sum + 0.05, `${totals.sum}, ${sum}`);
	if (isOver) near(totals.longest, Math.max(...latencies), 0.05);
	assert.equal(
		totals.inFlight,
		planned.filter(task => task.startedAt !== undefined && task.endedAt === undefined).length,
	);
	assert.equal(totals.failed, planned.filter(task => task.state === 'failed').length);
}

/** A turn counts as it is, a wait until its reply was there. */
function lengthOf({state, from, to = from}: Span, startedAt: number, latency = Number.POSITIVE_INFINITY): number {
	return state === 'running' ? to - from : Math.max(0, Math.min(to, Math.max(from, startedAt + latency)) - from);
}
