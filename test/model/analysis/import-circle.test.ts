import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {findingsOf} from '../../../source/model/analysis/findings/index.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {traceOf} from '../../helpers/trace-of.ts';

const wait = (at: number, file: string, line: number, on: object): TraceEvent =>
	({type: 'task-waiting', at, task: 'top', place: {file, line, column: 1}, on}) as TraceEvent;
const resumed = (at: number): TraceEvent => ({type: 'task-resumed', at, task: 'top'});
const imports = {kind: 'io', what: 'import()'};

/** What is found of a top level that waits so when nothing is left to wake it. */
function found(...events: readonly TraceEvent[]): readonly string[] {
	const begun: TraceEvent[] = [
		{type: 'task-created', at: 1, task: 'top', name: 'top level', kind: 'program'},
		{type: 'task-started', at: 1, task: 'top'},
	];
	const trace = traceOf({lanes: [], more: [...begun, ...events], total: 100, outcome: 'stalled'});
	return findingsOf(modelAt(trace, 100)).map(({rule, text, place}) => `${rule}: ${text} ${place?.file}:${place?.line}`);
}

suite('a top level that nothing can wake', () => {
	test('modules that wait for each other', () => {
		assert.deepEqual(found(wait(5, 'a.mjs', 4, imports), resumed(9), wait(9, 'b.mjs', 2, imports)), [
			'nothing-can-wake: A module waits for itself, directly or through others: import() is awaited at a.mjs:4 and b.mjs:2, and nothing can wake them. b.mjs:2',
		]);
	});

	test('an import of a module that waits for something else is no circle', () => {
		const never = {kind: 'opaque'};
		assert.deepEqual(found(wait(5, 'b.mjs', 2, never), resumed(9), wait(9, 'a.mjs', 4, imports)), [
			'nothing-can-wake: The top level waits at a.mjs:4 for import() and nothing can wake it: no timer, no I/O, no thread. a.mjs:4',
		]);
	});

	test('nor is one of which it is not known which module went on', () => {
		const timer = {kind: 'timer', ms: 20};
		const both = [wait(5, 'a.mjs', 4, imports), resumed(9), wait(9, 'b.mjs', 2, timer)];
		assert.deepEqual(found(...both, resumed(30), wait(31, 'a.mjs', 4, imports)), [
			'nothing-can-wake: The top level waits at a.mjs:4 for import() and nothing can wake it: no timer, no I/O, no thread. a.mjs:4',
		]);
	});
});
