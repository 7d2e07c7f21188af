import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {findingsOf} from '../../../source/model/analysis/findings/index.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {traceOf} from '../../helpers/trace-of.ts';

const lanes = [{name: 'f', at: 0, isOpen: true, waits: [{ms: 1, on: {kind: 'opaque'}, line: 4}]}] as const;

const answered = (request: string, at: number): TraceEvent[] => [
	{type: 'request-advanced', at: 5, request, task: 'f', phase: 'connecting', url: `http://host/${request}?key=1`},
	{type: 'request-advanced', at, request, task: 'f', phase: 'receiving', status: 200},
];
const holds = (request: string, at: number, ...heldUp: string[]): TraceEvent => ({
	type: 'request-advanced',
	at,
	request,
	phase: 'receiving',
	heldUp,
});

function found(...more: readonly TraceEvent[]): readonly string[] {
	const trace = traceOf({lanes, more: [...more].sort((one, other) => one.at - other.at), total: 5000, outcome: 'ok'});
	return findingsOf(modelAt(trace, 5000)).map(({rule, text, place}) => `${rule}: ${text} Line ${place?.line}.`);
}

suite('responses that are not read while requests wait for their connections', () => {
	test('one', () => {
		assert.deepEqual(found(...answered('a', 40), holds('a', 1500, 'GET /b')), [
			'unread-body: GET /a (main.mjs:4) got its response at 0.04 s and its body was not read; GET /b waited for its connection. Line 4.',
		]);
	});

	test('several to one origin are one finding', () => {
		const held = ['GET /b', 'GET /c', 'GET /d'];
		assert.deepEqual(
			found(...answered('a', 40), ...answered('z', 60), holds('a', 1500, ...held), holds('z', 1500, ...held)),
			[
				'unread-body: 2 responses from host were not read, the first that of GET /a (main.mjs:4) at 0.04 s; GET /b and others waited for their connections. Line 4.',
			],
		);
	});

	test('none once it is read, or where nothing waits', () => {
		assert.deepEqual(found(...answered('a', 40), holds('a', 1500, 'GET /b'), holds('a', 1600)), []);
		assert.deepEqual(found(...answered('a', 40)), []);
	});
});
