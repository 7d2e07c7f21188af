import assert from 'node:assert/strict';
import {test} from 'node:test';
import {promiseNotReleased} from '../../../source/model/analysis/findings/promise-not-released.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {lane, timer, traceOf} from '../../helpers/trace-of.ts';

const madeAt = {file: 'pool.mjs', line: 3, column: 9, function: 'acquire'};
/** Gets a connection that is free, or one that another call gives back. */
const free = {ms: 1, on: {kind: 'yield', madeAt} satisfies WaitsFor, line: 7};
const given = (ms: number, by?: string) => ({
	...{ms, on: {kind: 'opaque', madeAt} satisfies WaitsFor, line: 7},
	...(by !== undefined && {by}),
});
const waiting: LaneOf = {name: 'late', at: 60, waits: [given(4900)], isOpen: true};
/** The first gives to the second, that one to the third, which ends with it. */
const passed: readonly LaneOf[] = [
	{name: 'one', at: 0, waits: [free, timer(10)]},
	{name: 'two', at: 1, waits: [given(9, 'one'), timer(10)]},
	{name: 'three', at: 2, waits: [given(18, 'two'), timer(10)]},
];
const failed: LaneOf = {
	...{name: 'broken', at: 0, waits: [free, timer(10)], outcome: 'failed'},
	end: {error: {name: 'RowError', message: 'bad row', place: {file: 'main.mjs', line: 9, column: 1}}},
};

/** What could wake a call, as seen after all that could. */
const wakers = (task?: string): TraceEvent => ({
	...{type: 'wakers-seen', at: 600, ready: 0, timers: 1, io: 1, threads: 0, signals: 0, complete: true},
	handles: [{what: 'setTimeout of 2000 ms', since: 30, ...(task !== undefined && {task})}],
});

const found = (lanes: readonly LaneOf[], more: readonly TraceEvent[] = [wakers()]) =>
	promiseNotReleased(modelAt(traceOf({lanes, more, total: 5000, outcome: 'exited'}))).map(({text}) => text);

test('calls that handed it on have ended, and another waits', () => {
	assert.deepEqual(found([...passed, waiting, {...waiting, name: 'later', at: 70}]), [
		'2 calls wait for acquire at main.mjs:7; earlier calls seem to have ended without giving it back.',
	]);
});

test('a call that got it has failed', () => {
	assert.deepEqual(found([failed, waiting]), [
		'1 call waits for acquire at main.mjs:7; earlier calls seem to have ended without giving it back; 1 of them failed with RowError at line 9, so give it back in a finally block.',
	]);
});

test('the first call got it through a promise of another function, such as a constructor', () => {
	const initial = {...free, on: {kind: 'yield', madeAt: {...madeAt, function: 'Mutex'}} satisfies WaitsFor};
	const [, ...others] = passed;
	const first: LaneOf = {name: 'one', at: 0, waits: [initial, timer(10)]};
	assert.equal(found([first, ...others, waiting]).length, 1);
	const open: LaneOf = {name: 'open', at: 40, waits: [initial, timer(4900)], isOpen: true};
	assert.deepEqual(found([first, ...others, open, waiting]), [], 'one that got it that way goes on');
});

test('silent where it can still be given back', () => {
	const holder: LaneOf = {name: 'holder', at: 3, waits: [given(27, 'three'), timer(4900)], isOpen: true};
	assert.deepEqual(found([...passed, holder, waiting]), [], 'one that got it goes on');
	const child: LaneOf = {name: 'child', at: 25, parent: 'three', waits: [timer(4900)], isOpen: true};
	assert.deepEqual(found([...passed, child, waiting]), [], 'what one of them has called goes on');
	const caller: LaneOf = {name: 'caller', at: 0, waits: [lane('three', 31), timer(4900)], isOpen: true};
	const inner = passed.map(each => (each.name === 'three' ? {...each, parent: 'caller'} : each));
	assert.deepEqual(found([caller, ...inner, waiting]), [], 'its caller got it in turn');
	assert.deepEqual(found([...passed, waiting], [wakers('three')]), [], 'a timer of one of them is open');
	assert.deepEqual(found([...passed, waiting], []), [], 'timers are not known');
});

test('silent where it was not taken from others', () => {
	const producer: LaneOf = {name: 'producer', at: 0, waits: [timer(100)]};
	const fed = (by?: string): LaneOf => ({name: 'fed', at: 3, waits: [given(40, by)]});
	assert.deepEqual(found([...passed, producer, fed('producer'), waiting]), [], 'a producer gives');
	assert.deepEqual(found([...passed, fed(), waiting]), [], 'a timer or a reply gives');
	const barrier = ['a', 'b'].map((name): LaneOf => ({name, at: 0, waits: [given(20, 'c')]}));
	assert.deepEqual(found([...barrier, {name: 'c', at: 20, waits: [free]}, waiting]), [], 'it is given by who comes');
	assert.deepEqual(found([passed[0] as LaneOf, waiting]), [], 'nothing was ever handed on');
	const idle: LaneOf = {name: 'worker', at: 0, waits: [free, given(20, 'other'), given(4900)], isOpen: true};
	assert.deepEqual(found([idle, {...idle, name: 'other', waits: [free, given(4900)]}]), [], 'loops that come back');
});
