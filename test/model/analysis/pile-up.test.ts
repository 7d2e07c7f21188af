import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pileUp} from '../../../source/model/analysis/findings/pile-up.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {lane, traceOf} from '../../helpers/trace-of.ts';

const total = 20_000;
const wait = (ms: number) => ({ms, line: 7});

/** Calls that wait at a line for 5 ms each; then calls that start this far apart (ms) and wait there until the end. */
const stuck = (apart: number): readonly LaneOf[] => [
	...Array.from({length: 30}, (_, n): LaneOf => ({name: `earlier${n}`, at: n * 10, waits: [wait(5)]})),
	...Array.from(
		{length: 12},
		(_, n): LaneOf => ({name: `stuck${n}`, at: 1000 + n * apart, waits: [wait(total)], isOpen: true}),
	),
];

const found = (lanes: readonly LaneOf[], more: readonly TraceEvent[] = []) =>
	pileUp(modelAt(traceOf({lanes, total, more}))).map(({severity, text}) => [severity, text]);

test('many wait far longer than usual, also where the run was killed then', () => {
	const text = '12 wait at main.mjs:7, the oldest for 19.00 s; usually 5 ms.';
	assert.deepEqual(found(stuck(500)), [['warning', text]]);
	const killed = stuck(500).filter(({isOpen}) => isOpen);
	const ends = killed.map(({name: task}) => ({type: 'task-ended', at: total, task, outcome: 'cancelled'}) as const);
	assert.deepEqual(found(stuck(500), ends), [['warning', text]]);
});

test('workers that come back for the next item, themselves or through a call, are idle', () => {
	const items = Array.from({length: 5}, () => wait(5));
	const retries = stuck(500).map(each => (each.isOpen ? {...each, waits: [wait(5), ...each.waits]} : each));
	assert.equal(found(retries).length, 1, 'a call that another one forestalled is not a worker');
	const worker = (n: number): LaneOf => ({
		name: `worker${n}`,
		at: n * 500,
		waits: [...items, wait(total)],
		isOpen: true,
	});
	assert.deepEqual(found(Array.from({length: 12}, (_, n) => worker(n))), []);
	const through = Array.from({length: 12}, (_, n): readonly LaneOf[] => [
		{
			name: `worker${n}`,
			at: n * 500,
			waits: [lane(`get${n}`, 5, 3), {ms: 1, line: 4}, lane(`next${n}`, total, 3)],
			isOpen: true,
		},
		{name: `get${n}`, at: n * 500 + 1, parent: `worker${n}`, waits: [wait(3)]},
		{name: `next${n}`, at: n * 500 + 7, parent: `worker${n}`, waits: [wait(total)], isOpen: true},
	]).flat();
	assert.deepEqual(found([...stuck(500).slice(0, 30), ...through]), []);
});
