import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {createEventWindow} from '../../source/model/event-window.ts';
import {follow, modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import {followNewest} from '../../source/model/newest.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {formatEvent, parseTrace} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {anyTrace} from '../fixtures/arbitrary.ts';
import {failing, together} from '../fixtures/scripts.ts';
import {simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import {plain, plainSites} from '../helpers/plain-model.ts';

/** Fixed, so that a change is judged by its own traces. */
const seed = 6;

const programs = () =>
	anyTrace().filter(([{form}, ...events]) => form === 'program' && events.every(({type}) => type !== 'window-began'));

/** The trace, as a window that began after so many of its events. */
function cutAt(trace: Trace, count: number): Trace {
	const [description, ...events] = trace;
	const kept: Trace = [description, ...events.slice(0, count)];
	return [description, ...follow(kept).checkpoint(), ...events.slice(count)];
}

const openTasks = ({tasks}: Model) =>
	Array.from(tasks.values())
		.filter(({endedAt}) => endedAt === undefined)
		.map(({id, name, state, createdAt, startedAt, place, waitsFor, ownWaiting, queueing, cycled, spans}) => ({
			...{id, name, state, createdAt, startedAt, place, waitsFor, ownWaiting, queueing, cycled},
			since: spans.at(-1)?.from,
		}));

/**
 * The aggregates. Without the time on the thread of a call that is there at the end: a window counts the part of its
 * stretch that came before.
 */
function sitesOf(model: Model) {
	const {functions, ...others} = plainSites(model) as {functions: readonly {id: string}[]};
	const open = model.thread.busy.at(-1);
	const task = open?.to === undefined ? model.tasks.get(open?.task ?? '') : undefined;
	const onThread = task && model.sites.siteOf(task)?.id;
	return {...others, functions: functions.map(site => (site.id === onThread ? {...site, busy: undefined} : site))};
}

/** Sums that are the same within the rounding of fractions. */
const rounded = (value: unknown) =>
	JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toPrecision(9)) : each)));

suite('a window', () => {
	test('has the same open tasks, sites and counts as the whole, wherever it begins', () => {
		fc.assert(
			fc.property(programs(), fc.double({min: 0, max: 1, noNaN: true}), (trace, share) => {
				const count = Math.floor(share * (trace.length - 1));
				const end = trace.findIndex(({type}) => type === 'run-ended');
				fc.pre(end < 0 || count < end);
				const window = cutAt(trace, count);
				const [whole, part] = [modelAt(trace), modelAt(window)];
				assert.deepEqual(openTasks(part), openTasks(whole));
				assert.deepEqual(rounded(sitesOf(part)), rounded(sitesOf(whole)));
				const {inFlight, peak, settled, done, failed, cancelled, destroyed, timedOut, queued} = whole.totals;
				const counts = {inFlight, settled, done, failed, cancelled, destroyed, timedOut, queued};
				assert.partialDeepStrictEqual(part.totals, counts);
				assert(part.totals.peak >= peak);
				assert.equal(part.inconsistencies, whole.inconsistencies);
				assert.equal(part.thread.busyTime.toFixed(3), whole.thread.busyTime.toFixed(3));
				assert.equal(part.window?.events, count + 1);
			}),
			{seed, numRuns: 150},
		);
	});

	test('has the peak of waits that were open together, when one of them has ended', () => {
		const trace = simulateProgram(together);
		const resumed = trace.findIndex(({type}) => type === 'task-resumed');
		assert.equal(modelAt(trace).totals.peak, 2);
		assert.equal(modelAt(cutAt(trace, resumed)).totals.peak, 2);
	});

	test('counts a failure once, if the call that failed ended before it and its caller after', () => {
		const trace = simulateProgram(failing);
		const failed = trace.findIndex(({type}) => type === 'task-ended');
		assert.equal(modelAt(trace).totals.failed, 1);
		assert.equal(modelAt(cutAt(trace, failed)).totals.failed, 1);
	});

	test('knows since when the loop is blocked', () => {
		const trace: Trace = [
			described,
			{type: 'run-started', at: 0},
			{type: 'task-created', at: 1, task: 'a', name: 'a', kind: 'call'},
			{type: 'loop-blocked', at: 90, since: 40, preempted: 10},
			{type: 'output-written', at: 95, stream: 'stdout', text: 'x'},
		];
		assert.equal(modelAt(trace).thread.blocked?.since, 50);
		assert.deepEqual(modelAt(cutAt(trace, 3)).thread.blocked, modelAt(trace).thread.blocked);
	});

	test('knows how far the responses to open requests are', () => {
		const task = 'request';
		const trace: Trace = [
			described,
			{type: 'run-started', at: 0},
			{type: 'task-created', at: 1, task, name: 'GET /users/7', kind: 'request'},
			{type: 'task-started', at: 1, task},
			{type: 'incoming-advanced', at: 5, task, phase: 'headers', status: 200, route: '/users/:id'},
			{type: 'loop-beat', at: 50, lag: 0},
		];
		const {incoming} = modelAt(trace);
		assert.equal(incoming.get(task)?.since.headers, 5);
		assert.deepEqual(modelAt(cutAt(trace, 4)).incoming, incoming);
	});

	test('written and read is the same model', () => {
		fc.assert(
			fc.property(programs(), fc.double({min: 0, max: 1, noNaN: true}), (trace, share) => {
				const end = trace.findIndex(({type}) => type === 'run-ended');
				const last = end < 0 ? trace.length - 1 : end - 1;
				const window = cutAt(trace, Math.floor(share * last));
				const {trace: read} = parseTrace(window.map(formatEvent).join('\n'));
				assert(read);
				const comparable = (model: Model) => ({...plain(model), sites: plainSites(model)});
				assert.deepEqual(rounded(comparable(modelAt(read))), rounded(comparable(modelAt(window))));
			}),
			{seed, numRuns: 60},
		);
	});

	test('drops the oldest half, keeps what is open, and counts from the start', () => {
		const window = createEventWindow(described, {keep: 1000});
		const all: TraceEvent[] = [...server(2000)];
		const sizes: number[] = [];
		for (const event of all) {
			window.append(event);
			sizes.push(window.trace.length);
		}
		const model = modelAt(window.trace);
		const whole = modelAt([described, ...all]);
		assert(Math.max(...sizes) < 1100, `${Math.max(...sizes)} events`);
		assert(window.trace.length >= 500);
		assert.deepEqual(openTasks(model), openTasks(whole));
		assert.deepEqual(rounded(plainSites(model)), rounded(plainSites(whole)));
		assert.equal(model.totals.done, whole.totals.done);
	});

	test('without its events has the same model, also of a set of tasks and after it began again', () => {
		const runs: readonly Trace[] = [[described, ...server(800)], simulateProgram(failing), simulate({tasks: 5})];
		for (const [description, ...events] of runs) {
			const window = createEventWindow(description, {keep: 1000});
			const newest = followNewest(description, 1000);
			for (const [index, event] of events.entries()) {
				window.append(event);
				newest.append(event);
				if (index % 97 === 0 || index === events.length - 1)
					assert.deepEqual(plain(newest.model()), plain(modelAt(window.trace)), `after ${index}`);
			}
			assert.deepEqual(plainSites(newest.model()), plainSites(modelAt(window.trace)));
		}
	});

	test('is the whole run while that is short, and of a set of tasks', () => {
		const window = createEventWindow(described, {keep: 100_000});
		const events = [...server(500)];
		for (const event of events) window.append(event);
		assert.deepEqual(window.trace, [described, ...events]);
		const [description, ...rest] = simulate({tasks: 5});
		const set = createEventWindow(description, {keep: 4});
		for (const event of rest) set.append(event);
		assert.deepEqual(set.trace, [description, ...rest]);
	});

	test('keeps less where memory is short, and says how long that is', () => {
		const kept: number[] = [];
		const window = createEventWindow(described, {keep: 40_000, isShort: () => true, onShort: ms => kept.push(ms)});
		for (const event of server(20_000)) window.append(event);
		assert(kept.length > 0);
		assert(kept.every(ms => ms > 0));
		assert(window.trace.length < 25_000, `${window.trace.length}`);
	});
});

const described = {...simulate({tasks: 0})[0], form: 'program', tasks: []} as Trace[0];

/** A server with one idle worker and, each 2 ms, a request that waits for 1 ms. */
function* server(requests: number): Iterable<TraceEvent> {
	const on = {kind: 'opaque'} as const;
	const place = (line: number) => ({file: 'server.py', line, column: 1});
	const create = (at: number, task: string, name: string): TraceEvent => ({
		type: 'task-created',
		at,
		task,
		name,
		kind: 'call',
		place: place(1),
	});
	yield {type: 'run-started', at: 0};
	yield create(0, 'worker', 'worker');
	yield {type: 'task-started', at: 0, task: 'worker'};
	yield {type: 'task-waiting', at: 0.5, task: 'worker', place: place(2), on};
	for (let nth = 0; nth < requests; nth++) {
		const at = 1 + nth * 2;
		const task = `${nth}`;
		yield create(at, task, `GET /users/${nth}`);
		yield {type: 'task-started', at, task};
		yield {type: 'task-waiting', at: at + 0.25, task, place: place(9), on};
		yield {type: 'task-resumed', at: at + 1.25, task};
		yield {type: 'task-ended', at: at + 1.5, task, outcome: nth % 50 === 0 ? 'cancelled' : 'done'};
	}
}
