import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../../source/model/follow.ts';
import type {Model} from '../../../source/model/model.ts';
import {mayBeForCalls, mayBeOwn, ownWait} from '../../../source/model/own-waits.ts';
import type {Task} from '../../../source/model/task.ts';
import type {WaitsFor} from '../../../source/trace/event.ts';
import {plain} from '../../helpers/plain-model.ts';
import {randomFrom} from '../../helpers/random.ts';
import type {LaneOf, RunOf} from '../../helpers/trace-of.ts';
import {join, timer, traceOf} from '../../helpers/trace-of.ts';

const over = 1e6;
const totals = (of: RunOf) => modelAt(traceOf(of), over).totals;
const io = (ms: number, what: string) => ({ms, on: {kind: 'io', what} satisfies WaitsFor}) as const;

suite('a wait without a name', () => {
	test('is that of the lanes below it while they wait: a subprocess is waited for once', () => {
		const {sum, peak, longest, longestTask} = totals({
			total: 510,
			lanes: [
				{name: 'main', at: 0, waits: [io(510, 'Process.communicate')]},
				{name: 'stdout', at: 0, parent: 'main', waits: [io(500, 'StreamReader.read')]},
			],
		});
		assert.deepEqual([sum, peak, longest, longestTask], [510, 1, 500, 'stdout']);
	});

	test('counts once however many lanes lie between, ended ones too', () => {
		const {sum, peak} = totals({
			total: 300,
			lanes: [
				{name: 'main', at: 0, waits: [{ms: 300}]},
				{name: 'wrap', at: 0, parent: 'main', waits: [{ms: 300}]},
				{name: 'start', at: 0, parent: 'wrap', waits: []},
				{name: 'inner', at: 10, parent: 'start', waits: [timer(280)]},
			],
		});
		assert.deepEqual([sum, peak], [300, 1]);
	});

	test('leaves a queue of two at a time at two', () => {
		const pages = Array.from({length: 6}, (_, nth) => ({
			name: `page${nth}`,
			at: 100 * (nth >> 1),
			parent: 'main',
			waits: [timer(100)],
		}));
		const {sum, peak} = totals({total: 300, lanes: [{name: 'main', at: 0, waits: [join(300, [], 6)]}, ...pages]});
		assert.deepEqual([sum, peak], [600, 2]);
	});

	test('is own before, between and after what lanes below it wait', () => {
		const {sum, peak, waits} = totals({
			total: 500,
			lanes: [
				{name: 'main', at: 0, waits: [{ms: 500}]},
				{name: 'a', at: 100, parent: 'main', waits: [timer(100)]},
				{name: 'b', at: 300, parent: 'main', waits: [timer(100)]},
			],
		});
		assert.deepEqual([sum, peak, waits], [500, 1, 5]);
	});

	test('is the same wait just before and just after what lanes below it wait', () => {
		const {sum, peak, waits} = totals({
			total: 210,
			lanes: [
				{name: 'main', at: 0, waits: [{ms: 210}]},
				{name: 'a', at: 5, parent: 'main', waits: [timer(200)]},
				{name: 'other', at: 3, waits: [timer(2)]},
			],
		});
		assert.deepEqual([sum, peak, waits], [212, 1, 2]);
	});

	test('is none at all where another lane ended it', () => {
		const {sum, queueing} = totals({
			total: 500,
			lanes: [
				{name: 'main', at: 0, waits: [{ms: 500, by: 'a'}]},
				{name: 'a', at: 100, parent: 'main', waits: [timer(100)]},
			],
		});
		assert.deepEqual([sum, queueing], [100, 500]);
	});

	test('is own for all that lanes elsewhere wait; a timer and a request are so in any case', () => {
		const of = (on: WaitsFor, parent?: string) =>
			totals({
				total: 300,
				lanes: [
					{name: 'main', at: 0, waits: [{ms: 300, on}]},
					{name: 'f', at: 0, ...(parent && {parent}), waits: [timer(300)]},
				],
			});
		assert.equal(of({kind: 'opaque'}).sum, 600);
		assert.equal(of({kind: 'opaque'}, 'main').sum, 300);
		assert.equal(of({kind: 'timer', ms: 300}, 'main').sum, 600);
		assert.equal(of({kind: 'io', what: 'GET /', request: '1'}, 'main').peak, 2);
	});

	test('is own for all that calls wait whose results nothing has asked for, and theirs are theirs', () => {
		const of = (apart: readonly string[]) =>
			totals({
				total: 500,
				lanes: [
					{name: 'main', at: 0, waits: [timer(10), {ms: 300, apart}, {ms: 190}]},
					{name: 'beat', at: 0, parent: 'main', waits: [timer(200), timer(200)]},
					{name: 'load', at: 5, parent: 'main', waits: [timer(195)]},
				],
			});
		// 10 before them, 300 or what is left of it, and the end, when nothing below waits.
		assert.deepEqual([of([]).sum, of([]).peak], [10 + 100 + 400 + 195, 3]);
		assert.deepEqual([of(['beat']).sum, of(['beat']).peak], [10 + 100 + 110 + 400 + 195, 3]);
		assert.deepEqual([of(['beat', 'load']).sum, of(['beat', 'load']).peak], [10 + 300 + 100 + 400 + 195, 3]);
	});

	test('at every moment adds up to what a walk over all lanes finds, in whatever order a follower is asked', () => {
		for (let seed = 1; seed <= 30; seed++) {
			const lanes = randomLanes(seed);
			const trace = traceOf({total: 2000, lanes});
			const model = modelAt(trace, over);
			const walked = [...model.tasks.values()].map(task => ownMicroseconds(model, task, lanes));
			const {sum, longest} = model.totals;
			assert.equal(
				Math.round(sum * 1000),
				walked.reduce((total, one) => total + one, 0),
				`seed ${seed}`,
			);
			assert.equal(Math.round(longest * 1000), Math.max(...walked), `seed ${seed}`);
			const random = randomFrom(seed);
			const follower = follow(trace, 16);
			for (let visit = 0; visit < 8; visit++) {
				const moment = random() * 2100;
				assert.deepEqual(plain(follower.at(moment)), plain(modelAt(trace, moment)));
			}
		}
	});
});

test('a chain in which each ended call made the next costs no more than as many calls of one caller', () => {
	const chain = (parentOf: (nth: number) => string) =>
		traceOf({
			total: 100_000,
			lanes: [
				{name: 'main', at: 0, waits: [{ms: 100_000}]},
				...Array.from({length: 20_000}, (_, nth) => ({
					name: `f${nth}`,
					at: nth * 3,
					parent: nth === 0 ? 'main' : parentOf(nth),
					waits: [timer(1), timer(1)],
				})),
			],
		});
	const {sum, peak} = modelAt(
		chain(nth => `f${nth - 1}`),
		over,
	).totals;
	assert.deepEqual([Math.round(sum), peak], [100_000, 1]);
});

/** Lanes below each other at random, which wait for all kinds of things. */
function randomLanes(seed: number): readonly LaneOf[] {
	const random = randomFrom(seed);
	const kinds: readonly WaitsFor[] = [
		{kind: 'opaque'},
		{kind: 'opaque'},
		{kind: 'io', what: 'read'},
		{kind: 'io', what: 'GET /', request: '1'},
		{kind: 'timer', ms: 50},
		{kind: 'lock', what: 'Lock'},
		{kind: 'yield'},
	];
	const lanes = Array.from({length: 30}, (_, nth): LaneOf => {
		const at = nth * 20 + Math.floor(random() * 20);
		const waits = Array.from({length: 1 + Math.floor(random() * 4)}, () => {
			const on = kinds[Math.floor(random() * kinds.length)] as WaitsFor;
			// What another lane ends is no timer.
			const by = on.kind !== 'timer' && random() < 0.1 ? {by: '0'} : {};
			return {ms: 1 + Math.floor(random() * 200), on, ...by};
		});
		const isOpen = random() < 0.1;
		return {name: String(nth), at, waits, isOpen, ...(nth > 0 && {parent: String(Math.floor(random() * nth))})};
	});
	return lanes.map(lane => ({
		...lane,
		waits: lane.waits.map(wait => {
			const apart = lanes.filter(({parent}) => parent === lane.name && random() < 0.3).map(({name}) => name);
			return apart.length > 0 ? {...wait, apart} : wait;
		}),
	}));
}

/** The definition, word by word: own waiting, without the time in which a lane below that is not apart is in a wait that may be own. */
function ownMicroseconds({tasks, end}: Model, {id, spans}: Task, lanes: readonly LaneOf[]): number {
	const all = [...tasks.values()];
	const ownSpans = (task: Task) => [...task.spans].filter(({waitsFor: on}) => on && mayBeOwn(on));
	const until = end?.at ?? over;
	const waits = lanes.find(({name}) => name === id)?.waits ?? [];
	let [total, nth] = [0, 0];
	for (const span of spans) {
		const own = ownWait({...span, to: span.to ?? until}, tasks);
		const apart = span.state === 'waiting' ? waits[nth++]?.apart : undefined;
		if (!own || !span.waitsFor) continue;
		// Those that were called before, and had not ended.
		const isApart = ({id: call, createdAt, endedAt = until}: Task) =>
			apart?.includes(call) && createdAt < span.from && endedAt >= span.from;
		const isBelow = (task: Task): boolean =>
			task.parent === id ? !isApart(task) : task.parent !== undefined && isBelow(tasks.get(task.parent) as Task);
		const theirs = mayBeForCalls(span.waitsFor) ? all.filter(isBelow).flatMap(ownSpans) : [];
		// All moments are whole milliseconds.
		for (let ms = own.from; ms < own.to; ms++) {
			if (theirs.some(({from, to = until}) => from <= ms && ms < to)) continue;
			total += 1000;
		}
	}
	return total;
}
