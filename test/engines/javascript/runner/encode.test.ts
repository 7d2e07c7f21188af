import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createDecoder} from '../../../../source/engines/host/events/decode.ts';
import type {EventBody} from '../../../../source/engines/javascript/runner/encode.ts';
import {createEncoder} from '../../../../source/engines/javascript/runner/encode.ts';

const place = {file: 'a,b.js', line: 3, column: 8, function: 'f'};
const other = {file: 'a,b.js', line: 4, column: 1};

/** Events with the letter of their line; `{` if they have a field that no compact line has. */
const events: readonly (readonly [string, EventBody])[] = [
	['c', {type: 'task-created', task: '#7', name: 'get, User', kind: 'call', parent: '#3', place}],
	['c', {type: 'task-created', task: 'profile', name: 'get, User', kind: 'planned', place}],
	['n', {type: 'task-created', task: '#8', name: 'GET /a, "b"', kind: 'request'}],
	['n', {type: 'task-created', task: '#8', name: 'f', kind: 'call', parent: 'profile'}],
	['{', {type: 'task-created', task: '#8', name: 'f', kind: 'call', attached: true}],
	['{', {type: 'task-created', task: '#8', name: 'f', kind: 'call', place, idle: 0}],
	['{', {type: 'task-created', task: '#8', name: 'f', kind: 'call', place, label: 'l'}],
	['q', {type: 'task-scheduled', task: '#7'}],
	['s', {type: 'task-started', task: '#07'}],
	['s', {type: 'task-started', task: '#'}],
	['{', {type: 'task-started', task: '#7', label: 'l'}],
	['w', {type: 'task-waiting', task: '#7', place, on: {kind: 'timer', ms: 0.5}}],
	['w', {type: 'task-waiting', task: '#7', place: other, on: {kind: 'task', task: 'profile'}}],
	['w', {type: 'task-waiting', task: '#7', on: {kind: 'join', how: 'all', tasks: ['#1', '#2'], count: 3}}],
	['w', {type: 'task-waiting', task: '#7', place, on: {kind: 'yield'}}],
	['w', {type: 'task-waiting', task: '#7', place, on: {kind: 'opaque'}}],
	['{', {type: 'task-waiting', task: '#7', place, on: {kind: 'opaque'}, tracing: 1}],
	['w', {type: 'task-waiting', task: '#7', place, on: {kind: 'opaque', madeAt: other, madeBy: 'a, "b"'}}],
	['w', {type: 'task-waiting', task: '#7', place, on: {kind: 'yield', madeAt: place}}],
	['r', {type: 'task-resumed', task: '#7'}],
	['{', {type: 'task-resumed', task: '#7', by: '#8'}],
	['e', {type: 'task-ended', task: '#7', outcome: 'done', value: '"Ada",\n1'}],
	['e', {type: 'task-ended', task: '#7', outcome: 'done'}],
	['{', {type: 'task-ended', task: '#7', outcome: 'cancelled'}],
	['{', {type: 'task-ended', task: '#7', outcome: 'done', definedAt: place}],
	['{', {type: 'task-ended', task: '#7', outcome: 'failed', error: {name: 'E', message: ''}, heard: true}],
	['a', {type: 'request-advanced', request: 'request-1', phase: 'connecting', method: 'GET', url: 'http://a/?b=1,"2"'}],
	['{', {type: 'request-advanced', request: 'request-1', phase: 'connecting', url: 'http://a/'}],
	['a', {type: 'request-advanced', request: 'request-1', task: '#7', phase: 'receiving', bytes: 5, total: 9}],
	['a', {type: 'request-advanced', request: 'request-1', phase: 'waiting'}],
	['i', {type: 'incoming-advanced', task: '#7', phase: 'ended', status: 200}],
	['i', {type: 'incoming-advanced', task: '#7', phase: 'ended', status: 200, route: '/a,b/:id'}],
	['i', {type: 'incoming-advanced', task: '#7', phase: 'routed', route: '/u/:id'}],
	['w', {type: 'task-waiting', task: '#7', on: {kind: 'handler'}}],
	['{', {type: 'request-advanced', request: 'request-1', phase: 'failed', error: 'why'}],
	['{', {type: 'output-written', stream: 'stdout', text: 'é\n'}],
];

test('the host reads what is encoded, once what it names has been named', () => {
	const encode = createEncoder();
	const decode = createDecoder();
	events.forEach(([letter, event], index) => {
		const at = index + 0.001;
		const lines = encode.event(event, at).split('\n');
		assert.equal(lines.pop(), '');
		assert.equal(lines.at(-1)?.[0], letter);
		const decoded = lines.map(decode);
		assert.deepEqual(decoded.pop(), {...event, at});
		assert(decoded.every(defined => defined === null));
	});
});

test('what has a name is named once', () => {
	const encode = createEncoder();
	const [, created] = events[0] as (typeof events)[number];
	assert.equal(encode.event(created, 0).split('\n').length, 4);
	assert.equal(encode.event(created, 1.2), 'c1200,7,3,0\n');
});

test('the host reads a mark of output, and that marks are late', () => {
	const encode = createEncoder();
	const read: unknown[] = [];
	const decode = createDecoder({mark: mark => read.push(mark), setLate: isLate => read.push(isLate)});
	const lines = [
		...encode.mark({stream: 'stderr', bytes: 57, task: 'profile', place}, 1.2).trimEnd().split('\n'),
		'm1',
		encode.mark({stream: 'stdout', bytes: 1}, 3).trimEnd(),
		'm0',
	];
	assert.deepEqual(new Set(lines.map(line => decode(line))), new Set([null]));
	assert.deepEqual(read, [
		{type: 'wrote', at: 1.2, stream: 'stderr', bytes: 57, task: 'profile', place},
		true,
		{type: 'wrote', at: 3, stream: 'stdout', bytes: 1, task: undefined, place: undefined},
		false,
	]);
	for (const damaged of ['o1200,3,57,,', 'o1200,1,,,', 'o1200,1,-5,,', 'o1200'])
		assert.equal(decode(damaged), undefined);
	assert.equal(createDecoder()('o1200,1,57,,'), undefined);
});
