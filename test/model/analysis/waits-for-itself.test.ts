import assert from 'node:assert/strict';
import {test} from 'node:test';
import {waitsForItself} from '../../../source/model/analysis/findings/waits-for-itself.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {WaitsFor} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {lane, timer, traceOf} from '../../helpers/trace-of.ts';

const madeAt = {file: 'pool.mjs', line: 3, column: 9, function: 'acquire'};
/** Awaits a connection that is free, or one that somebody has. */
const free = (line: number) => ({ms: 1, on: {kind: 'yield', madeAt} satisfies WaitsFor, line});
const taken = (line: number, ms = 5000, by?: string) => ({
	ms,
	on: {kind: 'opaque', madeAt} satisfies WaitsFor,
	line,
	...(by !== undefined && {by}),
});

/** Calls that each have a connection, and wait for a query that needs another one. */
const nested = (...queries: readonly LaneOf['waits'][]): readonly LaneOf[] =>
	queries.flatMap((waits, n) => [
		{name: `save${n}`, at: 0, waits: [free(23), lane(`query${n}`, 5000, 25)], isOpen: true},
		{name: `query${n}`, at: 1, parent: `save${n}`, waits, isOpen: true},
	]);

const found = (lanes: readonly LaneOf[]) => waitsForItself(modelAt(traceOf({lanes, total: 5000, outcome: 'exited'})));

test('all that have a connection wait for one more: it looks like a deadlock', () => {
	for (const count of [1, 2, 5]) {
		const [finding, ...others] = found(nested(...Array.from({length: count}, () => [taken(17)])));
		assert.equal(others.length, 0);
		assert.deepEqual([finding?.severity, finding?.place?.line, finding?.tasks.length], ['info', 17, count]);
		assert.match(finding?.text ?? '', /^It looks like a deadlock: .*save0.* wait.* for acquire again at line 17\.$/);
	}
});

test('who waits for the first time has nothing that others could need', () => {
	assert.equal(found([...nested([taken(17)]), {name: 'late', at: 2, waits: [taken(23)], isOpen: true}]).length, 1);
	assert.deepEqual(found([{name: 'late', at: 2, waits: [taken(23)], isOpen: true}]), []);
});

test('one of them can go on, so all can', () => {
	assert.deepEqual(found(nested([taken(17)], [timer(5000)])), []);
	assert.deepEqual(found(nested([taken(17)], [{ms: 5000, on: {kind: 'io', what: 'GET /'}}])), []);
	assert.deepEqual(found(nested([taken(17)], [{ms: 5000}])), []);
});

test('a loop that comes back to its line, and a reader whose first message came from outside, are idle', () => {
	assert.deepEqual(found([{name: 'worker', at: 0, waits: [free(5), free(5), taken(5)], isOpen: true}]), []);
	assert.deepEqual(found([{name: 'reader', at: 0, waits: [taken(5, 100), taken(7)], isOpen: true}]), []);
});

test('a reader whose first message was there already is idle; one that others gave back to is not', () => {
	const reader = (name: string, ...waits: LaneOf['waits']): LaneOf => ({name, at: 0, waits, isOpen: true});
	assert.deepEqual(found([reader('reader', free(5), taken(7)), reader('other', free(5), taken(7))]), []);
	const user: LaneOf = {name: 'user', at: 0, waits: [free(5), timer(100)]};
	assert.equal(found([user, reader('twice', taken(5, 100, 'user'), taken(7))]).length, 1);
});

test('who gives is not one of those that took: a producer can give again', () => {
	const producer: LaneOf = {name: 'producer', at: 0, waits: [timer(100), timer(4800)], isOpen: true};
	const consumer: LaneOf = {name: 'consumer', at: 0, waits: [taken(5, 100, 'producer'), taken(7)], isOpen: true};
	assert.deepEqual(found([producer, consumer]), []);
});

test('calls below the wait run: it is a limiter, and what it gives are their results', () => {
	const written: LaneOf = {name: 'write', at: 2, parent: 'query0', waits: [timer(5000)], isOpen: true};
	assert.deepEqual(found([...nested([taken(17)]), written]), []);
});

test('it has lasted less than a second', () => {
	assert.deepEqual(waitsForItself(modelAt(traceOf({lanes: nested([taken(17)]), total: 5000}), 900)), []);
});

test('a join that needs all its members waits as long as one of them', () => {
	const both = (how: string): LaneOf['waits'][number] => ({
		ms: 5000,
		on: {kind: 'join', how, tasks: ['one', 'other'], count: 2},
		line: 25,
	});
	const lanes = (how: string): readonly LaneOf[] => [
		{name: 'save', at: 0, waits: [free(23), both(how)], isOpen: true},
		...['one', 'other'].map(name => ({name, at: 1, parent: 'save', waits: [taken(17)], isOpen: true})),
	];
	assert.equal(found(lanes('all')).length, 1);
	assert.deepEqual(found(lanes('race')), []);
});

test('a run that was stopped is judged as it was before', () => {
	const trace = traceOf({lanes: nested([taken(17)], [taken(17)]), total: 5000, outcome: 'cancelled'});
	const [described, ...events] = trace;
	// The end of the run ends all that is open.
	const ended = events.flatMap(event => {
		const ids = event.type === 'run-ended' ? ['save0', 'query0', 'save1', 'query1'] : [];
		return [...ids.map(task => ({type: 'task-ended', at: event.at, task, outcome: 'cancelled'}) as const), event];
	});
	assert.equal(waitsForItself(modelAt([described, ...ended])).length, 1);
});
