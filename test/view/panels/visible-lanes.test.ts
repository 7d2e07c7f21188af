import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {visibleLanes} from '../../../source/view/panels/visible-lanes.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {lane, traceOf} from '../../helpers/trace-of.ts';

const total = 1000;
const wait = (ms: number) => [{ms, line: 3}];

/** Thirty requests, each with a query; the queries of the third and the fifth one never end. */
const requests = Array.from({length: 30}, (_, n): readonly LaneOf[] => {
	const isOpen = n === 2 || n === 4;
	const ms = isOpen ? total : 5;
	const at = 10 + n * 20;
	return [
		{name: `get${n}`, at, parent: 'main', waits: [lane(`query${n}`, ms, 2)], isOpen},
		{name: `query${n}`, at: at + 1, parent: `get${n}`, waits: wait(ms - 1), isOpen},
	];
}).flat();
const trace = traceOf({lanes: [{name: 'main', at: 0, waits: wait(total), isOpen: true}, ...requests], total});

const namesAt = (at: number, selected: number, rows: number) => {
	const model = modelAt(trace, at);
	return visibleLanes(model, selected, rows).flatMap(({first, count}) =>
		model.lanes.slice(first, first + count).map(({name}) => name),
	);
};

test('a program that runs shows its open and its newest lanes, each below its caller', () => {
	const open = ['get2', 'query2', 'get4', 'query4'];
	assert.deepEqual(namesAt(700, 0, 10), ['main', ...open, 'get28', 'query28', 'get29', 'query29']);
	assert.deepEqual(namesAt(700, 0, 5), ['main', 'get2', 'get29', 'query29']);
	assert.equal(namesAt(25, 0, 9).length, 3, 'all of them where they fit');
});

test('a selected lane and a run that has ended show their neighbors', () => {
	assert.deepEqual(namesAt(700, 11, 5), ['get4', 'query4', 'get5', 'query5']);
	assert.deepEqual(namesAt(total, 0, 5), ['main', 'get0', 'query0', 'get1']);
});
