import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {threadShares} from '../../../source/model/projections/thread-use.ts';
import type {RunOf} from '../../helpers/trace-of.ts';
import {join, lane, timer, traceOf} from '../../helpers/trace-of.ts';

const over = 1e6;
const run = (of: RunOf) => modelAt(traceOf(of), over);
const totals = (of: RunOf) => run(of).totals;
const top = (ms: number) => ({name: 'top', at: 0, kind: 'program', waits: [{ms, on: {kind: 'yield'}}]}) as const;

suite('own waiting', () => {
	test('is that for timers, input and output, threads, and what nobody can name; each counts once', () => {
		const {sum, longest, longestTask, waits, queueing} = totals({
			total: 700,
			lanes: [
				{name: 'main', at: 0, waits: [lane('f', 400), {ms: 200, on: {kind: 'io', what: 'GET /'}}]},
				{name: 'f', at: 0, parent: 'main', waits: [timer(100), {ms: 300}]},
				{name: 'idle', at: 0, waits: [{ms: 700, on: {kind: 'yield'}}]},
			],
		});
		assert.deepEqual([sum, longest, longestTask, waits, queueing], [600, 400, 'f', 3, 0]);
	});

	test('ends when a timer is due, however late the lane goes on', () => {
		const late = {ms: 500, on: {kind: 'timer', ms: 100}} as const;
		const found = totals({
			total: 500,
			lanes: ['a', 'b', 'c'].map((name, index) => ({name, at: 120 * index, waits: [late]})),
		});
		assert.deepEqual([found.sum, found.peak], [300, 1]);
	});

	test('is none where another lane ended the wait: that is waiting for each other, and so is a lock', () => {
		const found = totals({
			total: 900,
			lanes: [
				{name: 'a', at: 0, waits: [timer(300)]},
				{name: 'b', at: 0, waits: [{ms: 300, by: 'a'}, timer(300)]},
				{name: 'c', at: 0, waits: [{ms: 600, on: {kind: 'lock', what: 'Lock'}}, timer(300)]},
			],
		});
		assert.deepEqual([found.sum, found.queueing, found.peak], [900, 900, 1]);
	});

	test('of a thread that runs a loop is none while a call of that loop waits', () => {
		const found = totals({
			total: 500,
			lanes: [
				{name: 'loop', at: 0, kind: 'thread', waits: [{ms: 500, on: {kind: 'thread', what: 'loop'}}]},
				{name: 'f', at: 50, parent: 'loop', waits: [timer(300)]},
				{name: 'g', at: 50, parent: 'loop', waits: [timer(400)]},
			],
		});
		assert.deepEqual([found.sum, found.longest, found.peak], [800, 400, 2]);
	});

	test('of a join is none while a lane is in flight, and all of it where none of its members is one', () => {
		const of = (tasks: readonly string[], count: number) =>
			totals({
				total: 500,
				lanes: [
					{name: 'main', at: 0, waits: [join(500, tasks, count)]},
					{name: 'f', at: 0, waits: [timer(200)]},
				],
			}).sum;
		assert.equal(of(['f'], 1), 200);
		assert.equal(of(['f'], 3), 500, 'from the end of the last lane on');
		assert.equal(of([], 2), 700);
	});

	test('for a thread is that of the lane in the thread, if there is one', () => {
		const of = (parent: string | undefined) =>
			totals({
				total: 300,
				lanes: [
					{name: 'main', at: 0, waits: [{ms: 300, on: {kind: 'thread', what: 'asyncio_0'}}]},
					{
						name: 'work',
						at: 0,
						kind: 'thread',
						...(parent && {parent}),
						waits: [{ms: 300, on: {kind: 'thread', what: 'asyncio_0'}}],
					},
				],
			}).sum;
		assert.equal(of('main'), 300);
		assert.equal(of(undefined), 600);
	});

	test('of less than a millisecond is no wait at once with another', () => {
		const brief = Array.from({length: 20}, (_, index) => ({name: `f${index}`, at: index, waits: [{ms: 0.9}]}));
		const {peak, waits} = totals({total: 100, lanes: [...brief, {name: 'g', at: 0, waits: [timer(50)]}]});
		assert.deepEqual([peak, waits], [1, 1]);
	});

	test('lasts until the end of a run where nothing ended it', () => {
		const {sum, longest, peak} = totals({
			total: 800,
			lanes: [{name: 'f', at: 100, waits: [{ms: 1}], isOpen: true}],
			outcome: 'stalled',
		});
		assert.deepEqual([sum, longest, peak], [700, 700, 1]);
	});
});

suite('a latency', () => {
	const set = (lanes: RunOf['lanes'], total: number, tasks: readonly string[]) => totals({total, lanes, tasks});

	test('is the union of what a task and the calls below it wait for: three requests at once are as long as the longest', () => {
		const calls = [100, 300, 200].map((ms, index) => ({name: `r${index}`, at: 0, parent: 'load', waits: [timer(ms)]}));
		const load = {name: 'load', at: 0, kind: 'planned', waits: [join(300, ['r0', 'r1', 'r2'])]} as const;
		const {sum, longest, peak} = set([load, ...calls], 300, ['load']);
		assert.deepEqual([sum, longest, peak], [300, 300, 1]);
	});

	test('has no part of the time in which it waited for another task', () => {
		const lock = {kind: 'lock', what: 'Lock'} as const;
		const lanes = [0, 1, 2].map(nth => ({
			name: `t${nth}`,
			at: 0,
			kind: 'planned' as const,
			waits: [...(nth > 0 ? [{ms: 300 * nth, on: lock}] : []), timer(300)],
		}));
		const {sum, queueing, longest, peak} = set(lanes, 900, ['t0', 't1', 't2']);
		assert.deepEqual([sum, queueing, longest, peak], [900, 900, 300, 3]);
	});

	test('and the waits of a set have no part of what the strategy itself waits for', () => {
		const lanes = [
			{name: 'inOrder', at: 0, kind: 'generator', waits: [{ms: 300}, {ms: 10, by: 'a'}]} as const,
			{name: 'a', at: 0, kind: 'planned', waits: [timer(200)]} as const,
			{name: 'b', at: 0, kind: 'planned', waits: [timer(300)]} as const,
		];
		const {sum, waiting, queueing, waits} = set(lanes, 310, ['a', 'b']);
		assert.deepEqual([sum, waiting, queueing, waits], [500, 500, 0, 2]);
	});
});

suite('the start-up', () => {
	test('lasts to the first async call, or to where the top level first waits', () => {
		assert.equal(
			totals({total: 900, lanes: [top(900), {name: 'f', at: 500, waits: [timer(400)]}]}).startUp,
			0,
			'it waited at once',
		);
		const late = {name: 'top', at: 0, kind: 'program', waits: []} as const;
		assert.equal(totals({total: 900, lanes: [late, {name: 'f', at: 500, waits: [timer(400)]}]}).startUp, 500);
		assert.equal(totals({total: 900, lanes: [late]}).startUp, 900);
	});

	test('is no part of the share of the thread', () => {
		const lanes = [
			{name: 'top', at: 0, kind: 'program', waits: []} as const,
			{name: 'f', at: 500, waits: [timer(400)]},
		];
		const shares = threadShares(run({total: 900, lanes, use: {busy: 100}}));
		assert.deepEqual([shares.thread, shares.outside, shares.is], [0.25, 0.25, 'exact']);
	});
});

suite('the share of the thread', () => {
	const f = [{name: 'f', at: 0, waits: [timer(1000)]}];

	test('leaves out the tracer and the time in which others had the core', () => {
		const quiet = threadShares(run({total: 1000, lanes: f, use: {busy: 200, tracing: 100, preempted: 0}}));
		assert.deepEqual([quiet.thread, quiet.tracing], [200 / 900, 0.1]);
		// The tracer was at work for 100 ms of the 800 that were not idle, and others had the core for 500 of those.
		const busy = threadShares(run({total: 1000, lanes: f, use: {busy: 200, tracing: 100, preempted: 500}}));
		const tracer = (100 * 300) / 800;
		assert.deepEqual([busy.thread, busy.tracing], [(300 - tracer) / (500 - tracer), tracer / 500]);
	});

	test('is at most what it seems where others may have had the core, and at least where only functions are known', () => {
		const trace = traceOf({total: 1000, lanes: f, use: {busy: 200}});
		const without = (...names: readonly string[]) =>
			trace.map(event =>
				Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name))),
			) as unknown as typeof trace;
		assert.equal(threadShares(modelAt(without('preempted'), over)).is, 'at most');
		const processor = threadShares(modelAt(without('idle'), over));
		assert.deepEqual([processor.is, processor.thread], ['at least', 0.2]);
		const old = threadShares(modelAt(without('idle', 'processor', 'preempted', 'tracing'), over));
		assert.deepEqual([old.is, old.thread, old.outside], ['at least', 0, undefined]);
	});
});

suite('a block', () => {
	const blocks = (more: {processor?: number; preempted?: number}) =>
		run({total: 500, lanes: [{name: 'f', at: 0, waits: []}], blocks: [{since: 0, ms: 326, ...more}]}).thread.blocks.map(
			({ms}) => ms,
		);

	test('is what is left when others had the core: 15 ms of work in 326 ms are none', () => {
		assert.deepEqual(blocks({processor: 15, preempted: 304}), [22]);
		assert.deepEqual(blocks({processor: 15, preempted: 310}), []);
		assert.deepEqual(blocks({processor: 1, preempted: 0}), [326], 'it slept on the thread');
	});

	test('is what the processor worked for it where nothing else is known, if that is half', () => {
		assert.deepEqual(blocks({processor: 200}), [200]);
		assert.deepEqual(blocks({processor: 100}), []);
		assert.deepEqual(blocks({}), []);
	});
});
