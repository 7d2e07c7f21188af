import assert from 'node:assert/strict';
import {test} from 'node:test';
import {limitWithinItself} from '../../../source/model/analysis/findings/limit-within-itself.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {lane, timer, traceOf} from '../../helpers/trace-of.ts';

const text = `import {queue} from './queue.mjs';
const save = name => queue.add(() => write(name));
const saveAll = names => queue.add(() => saveEach(names));
const other = (names) => emitter.once(names);
const reads = () => emitter.once('line');
`;
const wait = (line: number, name: string): LaneOf['waits'][number] => {
	const column = (text.split('\n')[line - 1]?.indexOf(name) ?? -1) + 1;
	const madeAt = {file: 'main.mjs', line, column, function: 'save'};
	return {ms: 9000, on: {kind: 'opaque', madeAt, madeBy: name} satisfies WaitsFor};
};
const inner: LaneOf = {name: 'save', at: 2, parent: 'saveEach', waits: [wait(2, 'add')], isOpen: true};
const lanes: readonly LaneOf[] = [
	{name: 'saveAll', at: 0, waits: [wait(3, 'add')], isOpen: true},
	{name: 'saveEach', at: 1, parent: 'saveAll', waits: [lane('save', 9000)], isOpen: true},
	inner,
];
const wakers = (task?: string): TraceEvent => ({
	...{type: 'wakers-seen', at: 600, ready: 0, timers: 1, io: 1, threads: 0, signals: 0, complete: true},
	handles: [{what: 'setTimeout of 2000 ms', since: 30, ...(task !== undefined && {task})}],
});

const found = (all: readonly LaneOf[], more = [wakers()], at = 8000) =>
	limitWithinItself(modelAt(traceOf({lanes: all, more, total: 9000, text}), at)).map(each => each.text);

test('what a limiter runs waits for the same limiter', () => {
	assert.deepEqual(found(lanes), [
		'It looks like a deadlock: queue.add runs save at main.mjs:3, and it waits for queue.add again at line 2.',
	]);
	assert.deepEqual(found([...lanes, {...inner, name: 'save2'}]), [
		'It looks like a deadlock: queue.add runs 2 calls at main.mjs:3, and they wait for queue.add again at line 2.',
	]);
});

test('also where the outer call waits for several', () => {
	const {on} = wait(3, 'add');
	const {madeAt, madeBy} = on?.kind === 'opaque' ? on : {};
	const join: WaitsFor = {
		kind: 'join',
		how: 'all',
		tasks: [],
		count: 3,
		...(madeAt && {madeAt}),
		...(madeBy && {madeBy}),
	};
	const outer: LaneOf = {name: 'saveAll', at: 0, waits: [{ms: 9000, on: join}], isOpen: true};
	assert.equal(found([outer, ...lanes.slice(1)]).length, 1);
});

test('silent where something that the limiter runs can continue', () => {
	const writes: LaneOf = {name: 'write', at: 3, parent: 'save', waits: [timer(9000)], isOpen: true};
	assert.deepEqual(found([...lanes, writes]), [], 'the inner code runs');
	const sibling: LaneOf = {name: 'sibling', at: 3, parent: 'saveAll', waits: [timer(9000)], isOpen: true};
	assert.deepEqual(found([...lanes, sibling]), [], 'other code of the outer call runs');
	assert.deepEqual(found(lanes, [wakers('save')]), [], 'a timer of the inner call is open');
	assert.deepEqual(found(lanes, []), [], 'timers are not known');
	assert.deepEqual(found(lanes, [wakers()], 2500), [], 'it has lasted less than 3 s');
});

test('silent where the function runs nothing', () => {
	const outer: LaneOf = {name: 'outer', at: 0, waits: [wait(4, 'once')], isOpen: true};
	const reader: LaneOf = {name: 'reads', at: 1, parent: 'outer', waits: [wait(5, 'once')], isOpen: true};
	assert.deepEqual(found([outer, reader]), []);
});
