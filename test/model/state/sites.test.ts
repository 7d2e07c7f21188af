import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {follow, modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import {siteName} from '../../../source/model/state/site-name.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {anyTrace} from '../../fixtures/arbitrary.ts';
import {simulate} from '../../fixtures/simulate.ts';
import {plainSites} from '../../helpers/plain-model.ts';

const [described] = simulate({tasks: 0});
const place = (line: number) => ({file: 'api.py', line, column: 1});

function program(...events: readonly TraceEvent[]): Trace {
	return [{...described, form: 'program', tasks: []}, {type: 'run-started', at: 0}, ...events];
}

/** A call that waits at a line from 1 ms to 9 ms after its start, and ends after 10 ms. */
function call(task: string, from: number, outcome: 'done' | 'failed' = 'done', name = 'query'): readonly TraceEvent[] {
	return [
		{type: 'task-created', at: from, task, name, kind: 'call', place: place(1)},
		{type: 'task-started', at: from, task},
		{type: 'task-waiting', at: from + 1, task, place: place(3), on: {kind: 'opaque'}},
		{type: 'task-resumed', at: from + 9, task},
		{
			...{type: 'task-ended', at: from + 10, task, outcome},
			...(outcome === 'failed' && {error: {name: 'TimeoutError', message: ''}}),
		},
	];
}

const siteOf = (model: Model, id: string) => model.sites.functions.get(id);

suite('sites', () => {
	test('sum up the calls of a function and the waits at a line', () => {
		const model = modelAt(program(...call('a', 0), ...call('b', 20, 'failed'), ...call('c', 1200).slice(0, 3)));
		const site = siteOf(model, 'query api.py:1');
		assert(site);
		const {started, done, failed, open, peak, busy} = site;
		assert.deepEqual(
			{started, done, failed, open, peak, busy},
			{started: 3, done: 1, failed: 1, open: 1, peak: 1, busy: 5},
		);
		assert.deepEqual([...site.errors], [['TimeoutError', 1]]);
		assert.deepEqual([site.took.count, site.took.max, site.waited.max, site.onThread.max], [2, 10, 8, 2]);
		assert.deepEqual([site.perSecond[0], site.perSecond[1]], [2, 1]);
		assert.deepEqual(
			Array.from(model.sites.openCalls(site), ({id}) => id),
			['c'],
		);
		const line = model.sites.lines.get('api.py:3');
		assert.deepEqual([line?.entered, line?.waited.count, line?.leftAt, line?.function], [3, 2, 29, 'query']);
	});

	test('count a request by the route that its framework names, and later ones from their start', () => {
		const request = (task: string, at: number, name: string): readonly TraceEvent[] => [
			{type: 'task-created', at, task, name, kind: 'request'},
			{type: 'task-started', at, task},
		];
		const routed = (task: string, at: number, route: string): TraceEvent => ({
			...{type: 'incoming-advanced', at, task, phase: 'routed', route},
		});
		const trace = program(
			...request('a', 0, 'GET /people/ann'),
			...request('b', 5, 'GET /people/ann'),
			routed('a', 6, '/people/:name'),
			...request('c', 7, 'GET /people/cyd'),
			...request('d', 8, 'GET /people/me'),
			routed('d', 9, '/people/me'),
		);
		const counts = ({sites}: Model) =>
			Array.from(sites.functions.values(), site => [site.name, site.started, site.open, site.perSecond[0]]);
		assert.deepEqual(counts(modelAt(trace)), [
			['GET /people/ann', 1, 1, 1],
			['GET /people/:name', 2, 2, 2],
			['GET /people/me', 1, 1, 1],
		]);
		const window: Trace = [trace[0], ...follow(trace).checkpoint(), ...request('e', 20, 'GET /people/eve')];
		assert.deepEqual(counts(modelAt(window))[1], ['GET /people/:name', 3, 3, 3]);
	});

	test('a time out of all bounds ends the count of seconds, not the program', () => {
		const model = modelAt(program(...call('a', 0), ...call('b', 1e308)));
		const perSecond = Array.from(siteOf(model, 'query api.py:1')?.perSecond ?? []);
		assert.equal(
			perSecond.reduce((sum, count) => sum + count, 0),
			1,
		);
	});

	test('are those of a moment at a past moment', () => {
		fc.assert(
			fc.property(anyTrace(), fc.double({min: 0, max: 1, noNaN: true}), (trace, share) => {
				const follower = follow(trace, 8);
				const end = trace.at(-1)?.at ?? 0;
				follower.at(end);
				const moment = end * share;
				assert.deepEqual(plainSites(follower.at(moment)), plainSites(modelAt(trace, moment)));
			}),
			{seed: 6, numRuns: 60},
		);
	});

	test('keep the open calls in the order of their starts', () => {
		const open = ['a', 'b', 'c', 'd'].map((task, index) => call(task, index * 20));
		const model = modelAt(
			program(...open.flatMap(events => events.slice(0, 2)), {type: 'task-ended', at: 80, task: 'b', outcome: 'done'}),
		);
		const site = siteOf(model, 'query api.py:1');
		assert(site);
		assert.deepEqual(
			Array.from(model.sites.openCalls(site), ({id}) => id),
			['a', 'c', 'd'],
		);
	});

	test('are at most 2000; further functions share one', () => {
		const calls = Array.from({length: 2100}, (_, nth) => call(`${nth}`, nth * 20, 'done', `f${nth}`)).flat();
		const {sites} = modelAt(program(...calls));
		assert.equal(sites.functions.size, 2001);
		assert.equal(sites.functions.get('others')?.done, 100);
	});

	test('have the counted calls of a function, without durations', () => {
		const counted = {name: 'tick', place: place(9), since: 10, times: 500, busy: 3, longest: 0.4} as const;
		const site = siteOf(modelAt(program({type: 'calls-counted', at: 1500, ...counted})), 'tick api.py:9');
		assert.deepEqual(
			[site?.started, site?.counted, site?.took.count, site?.busy, site?.longestCounted],
			[500, 500, 0, 3, 0.4],
		);
	});

	test('are empty of a set of tasks', () => {
		const {sites} = modelAt(simulate({tasks: 3}));
		assert.deepEqual([sites.functions.size, sites.lines.size], [0, 0]);
	});
});

test('addresses of one form share a site', () => {
	const names = [
		'GET /users/42',
		'GET /users/7?page=2',
		'GET /users/5f3c9a1b',
		'GET /users/8b4c1a2e-0000-4000-8000-0123456789ab',
	];
	assert.deepEqual([...new Set(names.map(siteName))], ['GET /users/:id']);
	assert.deepEqual(['query', 'GET /', 'POST /cart/add'].map(siteName), ['query', 'GET /', 'POST /cart/add']);
});

test('an address is where the first function is defined that was called for it', () => {
	const {sites} = modelAt([
		{...described, form: 'program'},
		{type: 'run-started', at: 0},
		{type: 'task-created', at: 1, task: 'r', name: 'GET /users/7', kind: 'request'},
		{type: 'task-started', at: 1, task: 'r'},
		{type: 'task-created', at: 2, task: 'h', name: 'handle', kind: 'call', parent: 'r', place: place(26)},
		{type: 'task-started', at: 2, task: 'h'},
	]);
	assert.deepEqual(sites.functions.get('GET /users/:id')?.place, place(26));
});
