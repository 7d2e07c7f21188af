import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {createTrace} from '../../source/trace/trace.ts';
import {strategyNames} from '../fixtures/programs.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import {plain} from '../helpers/plain-model.ts';
import {randomFrom} from '../helpers/random.ts';

const eventful = dashboardTasks(9, {
	settings: {fails: true},
	orders: {timeout: 600},
	avatar: {blocks: 400},
	'profile-2': {latency: 90},
});

/** Many runs, among them ones with failures, blocks, time-outs, unknown latencies and early ends. */
const runs: readonly (readonly [string, Trace])[] = [
	...strategyNames.flatMap(
		strategy =>
			[
				[strategy, simulate({strategy})],
				[`${strategy}, eventful`, simulate({strategy, tasks: eventful, limit: 4})],
			] as const,
	),
	['cancelled', simulate({abortAt: 1250})],
	['killed', simulate({killAt: 1250})],
	['latencies unknown', withoutPlans(simulate({strategy: 'limited', tasks: eventful}))],
];

function withoutPlans([description, ...events]: Trace): Trace {
	const tasks = description.tasks.map(({id, name}) => ({id, name}));
	return [{...description, tasks}, ...events];
}

suite('a follower', () => {
	for (const [name, trace] of runs) {
		test(`means the same as a fresh look, whatever it visited before: ${name}`, () => {
			const random = randomFrom(7);
			const end = (trace.at(-1)?.at ?? 0) + 200;
			const follower = follow(trace, 16);
			for (let visit = 0; visit < 30; visit++) {
				const event = trace[Math.floor(random() * trace.length)];
				const moment = random() < 0.5 ? random() * end : (event?.at ?? 0);
				assert.deepEqual(plain(follower.at(moment)), plain(modelAt(trace, moment)));
			}
		});
	}

	test('ignores everything after the moment', () => {
		for (const [name, trace] of runs) {
			for (const moment of [0, 100.05, 640.3, 1000, 1250]) {
				const [description, ...events] = trace;
				const known: Trace = [description, ...events.filter(event => event.at <= moment)];
				assert.deepEqual(plain(modelAt(trace, moment)), plain(modelAt(known, moment)), `${name} at ${moment}`);
			}
		}
	});

	test('follows a trace while it grows', () => {
		const whole = simulate({strategy: 'race', tasks: eventful});
		const [description, ...events] = whole;
		const {trace, append} = createTrace(description);
		const follower = follow(trace, 16);
		for (const event of events) {
			append(event);
			assert.equal(follower.at(event.at + 0.01).at, event.at + 0.01);
		}
		const end = (whole.at(-1)?.at ?? 0) + 1;
		assert.deepEqual(plain(follower.at(end)), plain(modelAt(whole, end)));
	});

	test('applies an event that arrives after its moment was shown', () => {
		const [description, ...events] = simulate();
		const {trace, append} = createTrace(description);
		const follower = follow(trace, 16);
		assert.equal(follower.at(900).phase, 'starting');
		for (const event of events.filter(event => event.at <= 900)) append(event);
		assert.deepEqual(plain(follower.at(900)), plain(modelAt(trace, 900)));
		assert.equal(follower.at(900).totals.done, 1);
	});

	test('two of different traces stay apart', () => {
		const one = follow(simulate({strategy: 'sequential'})).at(10_000);
		const before = JSON.stringify(one.totals);
		follow(simulate({strategy: 'concurrent'})).at(1000);
		assert.equal(JSON.stringify(one.totals), before);
	});
});

suite('a model', () => {
	test('goes through its phases', () => {
		const trace = simulate({strategy: 'race'});
		assert.equal(modelAt(trace, -1).phase, 'starting');
		assert.equal(modelAt(trace, 400).phase, 'running');
		assert.equal(modelAt(trace, 1000).phase, 'settling');
		const ended = modelAt(trace, 5000);
		assert.equal(ended.phase, 'ended');
		assert.equal(ended.runtime, 'Node.js 24.21.0');
		assert.equal(ended.result?.outcome, 'done');
		assert.equal(ended.end?.outcome, 'ok');
		assert.deepEqual(ended.exit, {code: 0, signal: null});
	});

	test('knows where each task waits, for what, and what it did before', () => {
		const model = modelAt(simulate(), 1400);
		const orders = model.tasks.get('orders');
		assert.equal(orders?.state, 'waiting');
		assert.equal(orders?.place?.file, 'dashboard.js');
		assert.deepEqual(orders?.waitsFor, {kind: 'io', what: 'GET /orders', request: 'orders#1'});
		assert.deepEqual(
			orders?.spans.map(span => span.state),
			['running', 'waiting'],
		);
		assert.equal(model.tasks.get('avatar')?.value, "{ widget: 'avatar' }");
		assert.deepEqual(
			model.settled.map(task => task.id),
			['avatar', 'settings', 'messages'],
		);
		assert.deepEqual([...model.tasks.keys()], ['profile', 'settings', 'orders', 'avatar', 'messages', 'call-1']);
	});

	test('calls below a planned task are its own, and so are their requests', () => {
		const [description, ...events] = simulate({tasks: 1});
		const below: readonly TraceEvent[] = [
			{type: 'task-created', at: 0, task: 'call-2', name: 'load', kind: 'call', parent: 'profile'},
			{type: 'task-created', at: 0, task: 'call-3', name: 'get', kind: 'call', parent: 'call-2'},
			{type: 'request-advanced', at: 0, request: 'r', task: 'call-3', phase: 'connecting'},
		];
		const at = events.findIndex(event => event.type === 'run-started');
		const model = modelAt([description, ...events.toSpliced(at, 0, ...below)], 0);
		assert.equal(model.tasks.get('call-3')?.plannedTask, 'profile');
		assert.deepEqual(model.tasks.get('call-3')?.requests.slice(), ['r']);
		assert.deepEqual(model.tasks.get('profile')?.requests.slice(), ['r', 'profile#1']);
	});

	test('tasks that go on after the result are orphans, others are not', () => {
		const race = modelAt(simulate({strategy: 'race'}), 5000);
		const orphans = race.lanes.filter(task => task.orphan).map(task => task.id);
		assert.deepEqual(orphans, ['profile', 'settings', 'orders', 'messages']);
		const failed = modelAt(simulate({strategy: 'limited', tasks: dashboardTasks(5, {settings: {fails: true}})}), 9000);
		assert.deepEqual(failed.lanes.filter(task => task.orphan).length, 4, 'also those that start after it');
		assert.equal(
			modelAt(simulate(), 5000).lanes.some(task => task.orphan),
			false,
		);
	});
});

suite('a damaged trace', () => {
	test('never throws, and keeps its numbers in order', () => {
		let inconsistencies = 0;
		for (let seed = 1; seed <= 60; seed++) {
			const random = randomFrom(seed);
			const [, original] = runs[seed % runs.length] as (typeof runs)[number];
			const [description, ...events] = original;
			const damaged = events.flatMap(event => {
				const chance = random();
				if (chance < 0.1) return [];
				if (chance < 0.2) return [event, event];
				if (chance < 0.25) return [events[Math.floor(random() * events.length)] ?? event];
				return [event];
			});
			for (const moment of [300, 900, 1300, 20_000]) {
				const model = modelAt([description, ...damaged], moment);
				assertCounts(model);
				inconsistencies += model.inconsistencies;
			}
		}
		assert.ok(inconsistencies > 1000, `${inconsistencies} contradictions were noticed`);
	});

	test('an event that contradicts those before is left out and counted', () => {
		const [description, ...events] = simulate();
		const wrong: readonly TraceEvent[] = [
			{type: 'task-resumed', at: 0, task: 'nobody'},
			{type: 'task-started', at: 0, task: 'profile'},
			{type: 'task-ended', at: 0, task: 'profile', outcome: 'done'},
			{type: 'task-ended', at: 0, task: 'profile', outcome: 'failed'},
			{type: 'task-created', at: 0, task: 'settings', name: 'again', kind: 'call'},
			description,
		];
		const created = events.filter(event => event.type === 'task-created');
		const model = modelAt([description, ...created, ...wrong], 0);
		assert.equal(model.inconsistencies, 4);
		assert.equal(model.tasks.get('profile')?.state, 'done');
		assert.equal(model.tasks.get('settings')?.name, 'settings');
		assert.equal(modelAt(simulate(), 5000).inconsistencies, 0);
	});
});

function assertCounts({totals, lanes, settled}: Model): void {
	assert.equal(totals.queued + totals.inFlight + totals.settled, lanes.length);
	assert.equal(totals.done + totals.failed + totals.cancelled + totals.destroyed + totals.timedOut, totals.settled);
	assert.equal(settled.length, totals.settled);
	assert.ok(totals.peak >= totals.inFlight && totals.inFlight >= 0 && totals.queued >= 0);
	assert.ok(totals.sum >= 0 && totals.longest >= 0 && totals.makespan >= 0);
}
