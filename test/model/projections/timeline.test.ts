import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../../source/model/follow.ts';
import {axis} from '../../../source/model/projections/axis.ts';
import {bars} from '../../../source/model/projections/bars.ts';
import type {Lane} from '../../../source/model/projections/timeline.ts';
import {lanes, threadLane} from '../../../source/model/projections/timeline.ts';
import {addOccupancy, createThreadHistogram} from '../../../source/model/state/thread-histogram.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {strategyNames} from '../../fixtures/programs.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

const blocking = dashboardTasks(5, {settings: {blocks: 500}});
const kindsOf = (lane: Lane | undefined) => lane?.segments.map(segment => segment.kind);

suite('bars', () => {
	test('say how far each task is', () => {
		const [profile, settings, orders] = bars(modelAt(simulate(), 1400), 0, 3);
		assert.deepEqual([profile?.state, profile?.phase, profile?.time], ['waiting', 'receiving', 1400]);
		assert.ok(Math.abs((profile?.progress ?? 0) - 1400 / 1500) < 0.001);
		assert.deepEqual([settings?.state, settings?.progress, settings?.phase], ['done', 1, undefined]);
		assert.equal(orders?.phase, 'waiting');
	});

	test('queued tasks have no time, and an unknown latency gives no progress', () => {
		const queued = bars(modelAt(simulate({strategy: 'sequential'}), 100), 4, 1)[0];
		assert.deepEqual([queued?.state, queued?.time, queued?.progress], ['queued', undefined, 0]);
		const unknown = simulate({tasks: [{id: 'profile', name: 'profile'}]});
		assert.equal('progress' in (bars(modelAt(unknown, 100), 0, 1)[0] ?? {}), false);
		assert.equal(bars(modelAt(unknown, 5000), 0, 1)[0]?.progress, 1);
	});

	test('a failure stops a bar where it was', () => {
		const tasks = dashboardTasks(5, {settings: {fails: true}, orders: {timeout: 600, blocks: 500}});
		const [, settings, orders] = bars(modelAt(simulate({strategy: 'all-settled', tasks}), 5000), 0, 5);
		assert.equal(settings?.state, 'failed');
		assert.ok(Math.abs((settings?.progress ?? 0) - 0.5) < 0.01);
		assert.deepEqual(settings?.whatIf, ['fails']);
		assert.equal(orders?.state, 'timed out');
		assert.deepEqual(orders?.whatIf, ['times out at 0.60 s', 'blocks 0.50 s']);
	});

	test('only the rows asked for', () => {
		const model = modelAt(simulate({tasks: 200}), 500);
		assert.deepEqual(
			bars(model, 198, 10).map(bar => bar.id),
			['avatar-40', 'messages-40'],
		);
		assert.deepEqual(bars(model, 300, 10), []);
		assert.equal(lanes(model, 10, 20).length, 20);
	});

	test('a task that could go on while another holds the thread is ready', () => {
		const follower = follow(simulate({tasks: blocking}));
		// settings holds the thread from 800 ms on; the reply of avatar is due then.
		const [, settings, orders, avatar] = bars(follower.at(1100), 0, 4);
		assert.deepEqual([settings?.state, orders?.state, avatar?.state], ['running', 'waiting', 'ready']);
		assert.equal(bars(follower.at(1400), 3, 1)[0]?.state, 'done');
		assert.equal(bars(follower.at(790), 3, 1)[0]?.state, 'waiting');
	});

	test('a late timer makes a task ready too', () => {
		const [description] = simulate({tasks: 2});
		const events: readonly TraceEvent[] = [
			{type: 'run-started', at: 0},
			{type: 'task-created', at: 0, task: 'profile', name: 'profile', kind: 'planned'},
			{type: 'task-started', at: 0, task: 'profile'},
			{type: 'task-waiting', at: 0, task: 'profile', on: {kind: 'timer', ms: 50}},
			{type: 'loop-blocked', at: 200, since: 20, inside: 'spin', processor: 180, preempted: 0},
		];
		const model = modelAt([description, ...events], 200);
		assert.equal(bars(model, 0, 1)[0]?.state, 'ready');
		assert.deepEqual(lanes(model, 0, 1)[0]?.segments.at(-1), {from: 50, to: 200, kind: 'ready', orphan: false});
	});
});

suite('the timeline', () => {
	test('lanes have no gaps: from the start of the run to now, or to the end of the task', () => {
		for (const strategy of strategyNames) {
			for (const tasks of [blocking, dashboardTasks(5, {profile: {fails: true}, orders: {timeout: 300}})]) {
				const trace = simulate({strategy, tasks});
				const follower = follow(trace);
				for (const moment of [1, 333, 900, 1300, 1999, 4000, 9000]) {
					const model = follower.at(moment);
					const until = model.end ? Math.min(moment, model.end.at) : moment;
					for (const lane of lanes(model, 0, 5)) {
						let reached = 0;
						for (const {from, to} of lane.segments) {
							assert.equal(from, reached, `${strategy} ${lane.id} at ${moment}`);
							assert.ok(to >= from);
							reached = to;
						}
						assert.equal(reached, lane.settledAt ?? until, `${strategy} ${lane.id} at ${moment}`);
					}
				}
			}
		}
	});

	test('a request shows its phases, the thread its stretches', () => {
		const lane = lanes(modelAt(simulate(), 5000), 0, 1)[0];
		assert.deepEqual(kindsOf(lane), ['running', 'connecting', 'waiting', 'running', 'receiving', 'running']);
		const sequential = lanes(modelAt(simulate({strategy: 'sequential'}), 2000), 1, 1)[0];
		assert.deepEqual(kindsOf(sequential), ['queued', 'running', 'connecting', 'waiting']);
		assert.ok(Math.abs((sequential?.segments[0]?.to ?? 0) - 1500) < 2);
	});

	test('a block shows as ready in the lanes of others, and not in the one that blocks', () => {
		const model = modelAt(simulate({tasks: blocking}), 5000);
		const [, settings, , avatar] = lanes(model, 0, 5);
		const ready = avatar?.segments.filter(segment => segment.kind === 'ready') ?? [];
		assert.equal(ready.length, 1);
		const waited = (ready[0]?.to ?? 0) - (ready[0]?.from ?? 0);
		assert.ok(waited > 450 && waited <= 500, `${waited}`);
		assert.equal(kindsOf(settings)?.includes('ready'), false);
	});

	test('what happens after the result is marked', () => {
		const model = modelAt(simulate({strategy: 'race'}), 5000);
		const result = model.result?.at ?? 0;
		for (const lane of lanes(model, 0, 5)) {
			for (const {from, orphan} of lane.segments) assert.equal(orphan, from >= result && lane.id !== 'avatar', lane.id);
		}
	});

	test('the axis is the same for every strategy, and longer when the run is', () => {
		for (const strategy of strategyNames) {
			const end = axis(modelAt(simulate({strategy}), 9000));
			assert.ok(end >= 6500 && end < 6510, `${strategy}: ${end}`);
		}
		assert.equal(axis(modelAt(simulate(), 100)), 6500);
		assert.ok(axis(modelAt(simulate({tasks: dashboardTasks(1, {profile: {blocks: 3000}})}), 9000)) > 4000);
	});

	test('the lane of the thread: stretches, blocks, utilization', () => {
		const lane = threadLane(modelAt(simulate({tasks: blocking}), 2000));
		const blocks = lane.segments.filter(segment => segment.blocked);
		assert.equal(blocks.length, 1);
		assert.ok(Math.abs((blocks[0]?.to ?? 0) - (blocks[0]?.from ?? 0) - 500) < 1);
		assert.ok(Math.abs(lane.utilization - 0.25) < 0.01, `${lane.utilization}`);
		const [description] = simulate();
		const nobodys = modelAt(
			[
				description,
				{type: 'run-started', at: 0},
				{type: 'loop-blocked', at: 375, since: 200},
				{type: 'loop-released', at: 700, since: 200, ms: 500},
			],
			1000,
		);
		assert.equal(threadLane(nobodys).utilization, 0.5, 'code outside any task holds the thread too');
		const idle = threadLane(modelAt(simulate(), 2000));
		assert.ok(idle.segments.length > 5 && idle.utilization < 0.002);
		const now = threadLane(modelAt(simulate({tasks: blocking}), 1000));
		assert.deepEqual(now.segments.at(-1), {from: 800.1, to: 1000, blocked: true}, 'a block that lasts');
	});

	test('stretches that were too short to be told count too', () => {
		const [description, ...events] = simulate({tasks: 1});
		const begun = events.filter(event => event.at < 50);
		const cycled: TraceEvent = {type: 'task-cycled', at: 100, task: 'profile', since: 50, times: 1000, busy: 25};
		const model = modelAt([description, ...begun, cycled], 100);
		assert.ok(Math.abs(model.thread.busyTime - 25.1) < 0.2, `${model.thread.busyTime}`);
		const inside = threadLane(model).segments.filter(({from, to}) => from >= 50 && to <= 100);
		assert.ok(Math.abs(inside.reduce((sum, {from, to}) => sum + to - from, 0) - 25) < 0.01);
	});
});

test('the thread is drawn from a bounded number of slots that lose no time', () => {
	const occupancy = createThreadHistogram();
	let held = 0;
	for (let at = 0; at < 60_000; at += 7) {
		addOccupancy(occupancy, at, at + 2.5, 2.5);
		held += 2.5;
	}
	assert.ok(occupancy.busyTime.length <= 4096);
	assert.equal(occupancy.width, 16);
	assert.ok(Math.abs(occupancy.busyTime.reduce((sum, ms) => sum + ms, 0) - held) < 0.01);
	assert.ok(occupancy.busyTime.every(ms => ms <= occupancy.width + 0.001));
});

test('a lane has a bounded number of segments, however often its task was resumed', () => {
	const [description, ...events] = simulate({tasks: 1});
	const begun = events.filter(event => event.at < 50);
	const place = {file: 'dashboard.js', line: 2, column: 1};
	const hot = Array.from({length: 20_000}, (_, index): readonly TraceEvent[] => [
		{type: 'task-resumed', at: 50 + index * 0.05, task: 'profile'},
		{type: 'task-waiting', at: 50.01 + index * 0.05, task: 'profile', place, on: {kind: 'yield'}},
	]).flat();
	const [lane] = lanes(modelAt([description, ...begun, ...hot], 1100), 0, 1);
	assert.ok((lane?.segments.length ?? 0) <= 1100, `${lane?.segments.length}`);
	assert.equal(lane?.segments.at(-1)?.to, 1100);
	for (const [index, segment] of (lane?.segments ?? []).entries()) {
		assert.ok(index === 0 || Math.abs(segment.from - (lane?.segments[index - 1]?.to ?? 0)) < 1e-9);
	}
});
