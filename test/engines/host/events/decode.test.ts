import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as v from 'valibot';
import {createDecoder} from '../../../../source/engines/host/events/decode.ts';
import {traceEvent} from '../../../../source/trace/event.ts';

const place = {file: 'a.js', line: 3, column: 8, function: 'f'};
const definitions = [`P5,${JSON.stringify(place)}`, 'F2,call,5,"fetch, User"', 'T0,"profile"'];

function decoded(line: string) {
	const decode = createDecoder();
	assert.deepEqual(definitions.map(decode), [null, null, null]);
	return decode(line);
}

for (const [line, event] of [
	['c1200,7,3,2', {type: 'task-created', at: 1.2, task: '#7', name: 'fetch, User', kind: 'call', parent: '#3', place}],
	['c1200,x0,,2', {type: 'task-created', at: 1.2, task: 'profile', name: 'fetch, User', kind: 'call', place}],
	[
		'c1200,7,3,2,"job, 1?token=abc"',
		{
			type: 'task-created',
			at: 1.2,
			task: '#7',
			name: 'fetch, User',
			kind: 'call',
			parent: '#3',
			place,
			label: 'job, 1?token=***',
		},
	],
	['c1200,7,,2,""', {type: 'task-created', at: 1.2, task: '#7', name: 'fetch, User', kind: 'call', place, label: ''}],
	['n1200,0,,program,"top level"', {type: 'task-created', at: 1.2, task: '#0', name: 'top level', kind: 'program'}],
	[
		'n1200,7,x0,request,"GET /a,b;token=abc"',
		{type: 'task-created', at: 1.2, task: '#7', name: 'GET /a,b;token=***', kind: 'request', parent: 'profile'},
	],
	['q1210,7', {type: 'task-scheduled', at: 1.21, task: '#7'}],
	['s1215,1234567', {type: 'task-started', at: 1.215, task: '#1234567'}],
	['w1310,7,5,t250', {type: 'task-waiting', at: 1.31, task: '#7', place, on: {kind: 'timer', ms: 250}}],
	['w1310,7,5,t0.5', {type: 'task-waiting', at: 1.31, task: '#7', place, on: {kind: 'timer', ms: 0.5}}],
	['w1310,7,5,y', {type: 'task-waiting', at: 1.31, task: '#7', place, on: {kind: 'yield'}}],
	['w1310,7,,o', {type: 'task-waiting', at: 1.31, task: '#7', on: {kind: 'opaque'}}],
	['w1310,7,9,o', {type: 'task-waiting', at: 1.31, task: '#7', on: {kind: 'opaque'}}],
	['w1310,7,5,kx0', {type: 'task-waiting', at: 1.31, task: '#7', place, on: {kind: 'task', task: 'profile'}}],
	[
		'w1310,7,5,{"kind":"io","what":"GET /a?token=abc"}',
		{type: 'task-waiting', at: 1.31, task: '#7', place, on: {kind: 'io', what: 'GET /a?token=***'}},
	],
	['r1570,7', {type: 'task-resumed', at: 1.57, task: '#7'}],
	['e1580,7', {type: 'task-ended', at: 1.58, task: '#7', outcome: 'done'}],
	['e0,7,"A, \\"B\\""', {type: 'task-ended', at: 0, task: '#7', outcome: 'done', value: 'A, "B"'}],
	['e0,7,"?token=abc"', {type: 'task-ended', at: 0, task: '#7', outcome: 'done', value: '?token=***'}],
	[
		'a1590,7,2,200,512,1024,"request-1"',
		{
			type: 'request-advanced',
			at: 1.59,
			request: 'request-1',
			task: '#7',
			phase: 'receiving',
			status: 200,
			bytes: 512,
			total: 1024,
		},
	],
	[
		'a1590,7,0,,,,["request-1","GET","http://a/?b=1,2&token=abc"]',
		{
			type: 'request-advanced',
			at: 1.59,
			request: 'request-1',
			task: '#7',
			phase: 'connecting',
			method: 'GET',
			url: 'http://a/?b=1,2&token=***',
		},
	],
	[
		'a1590,,2,200,5,9,["request-1","GET","http://a/"]',
		{
			type: 'request-advanced',
			at: 1.59,
			request: 'request-1',
			phase: 'receiving',
			method: 'GET',
			url: 'http://a/',
			status: 200,
			bytes: 5,
			total: 9,
		},
	],
	[
		'i1590,7,2,200,"/u/:id"',
		{type: 'incoming-advanced', at: 1.59, task: '#7', phase: 'ended', route: '/u/:id', status: 200},
	],
	[
		'i1590,7,0,,"/a,b?token=abc"',
		{type: 'incoming-advanced', at: 1.59, task: '#7', phase: 'routed', route: '/a,b?token=***'},
	],
	['i1590,7,2,200', {type: 'incoming-advanced', at: 1.59, task: '#7', phase: 'ended', status: 200}],
	['i1590,7,3,', {type: 'incoming-advanced', at: 1.59, task: '#7', phase: 'aborted'}],
	[
		'w1590,7,,o5,"once"',
		{type: 'task-waiting', at: 1.59, task: '#7', on: {kind: 'opaque', madeAt: place, madeBy: 'once'}},
	],
	['w1590,7,,y5', {type: 'task-waiting', at: 1.59, task: '#7', on: {kind: 'yield', madeAt: place}}],
	['w1590,7,,h', {type: 'task-waiting', at: 1.59, task: '#7', on: {kind: 'handler'}}],
	['a1590,,1,,,,"request-1"', {type: 'request-advanced', at: 1.59, request: 'request-1', phase: 'waiting'}],
	[
		'{"type":"warning-raised","at":2,"kind":"runtime","message":"?token=abc","more":1}',
		{type: 'warning-raised', at: 2, kind: 'runtime', message: '?token=***'},
	],
] as const) {
	test(`decodes ${line}`, () => {
		const found = decoded(line);
		assert.deepEqual(found, event);
		// With the fields in the order of the schema, as an event that was sent as JSON.
		assert.equal(JSON.stringify(found), JSON.stringify(v.parse(traceEvent, found)));
	});
}

for (const line of [
	'hello',
	's',
	's12',
	's12,',
	's12,7,',
	's12.5,7',
	's-1,7',
	's1234567890123456,7',
	's12,x9',
	's12,y1',
	'r12,7,8',
	'z12,7',
	'c12,7',
	'c12,7,3,9',
	'c12,7,x9,2',
	'c12,7,3,2,1',
	'c12,7,3,2,label',
	'c12,7,3,2,"a","b"',
	'n12,7,3,request',
	'n12,7,3,request,GET',
	'n12,7,3,nonsense,"GET /"',
	'n12,7,x9,request,"GET /"',
	'n12,7,3,"GET /"',
	'w12,7',
	'w12,7,5',
	'w12,7,5,',
	'w12,7,5,t',
	'w12,7,5,yes',
	'w12,7,5,kx9',
	'w12,7,5,kx0,1',
	'w12,7,5,o5,once',
	's12,1234567890123456',
	's12,7x',
	'w12,7,5,{"kind":"nonsense"}',
	'e12,7,Ada',
	'e12,7,5',
	'a12,7,9,,,,"request-1"',
	'a12,7,1,,,,request-1',
	'a12,x9,1,,,,"request-1"',
	'a12,7,0,,,,["request-1","GET"]',
	'a12,7,0,,,,["request-1","GET","http://a/","more"]',
	'a12,7,0,,,,["request-1","GET",5]',
	'a12,7,0,,,,["request-1"',
	'i12,7,4,200',
	'i12,7,2,200,/u',
	'i12,7,2,200,5',
	'i12,7,2,200,"/u","/v"',
	'i12,x9,2,200',
	'P1,{"file":5}',
	'F1,call,9,"f"',
	'F1,nonsense,5,"f"',
	'F1,call,5,f',
	'T1,5',
	'{"type":"nonsense","at":0}',
	'{"type":"task-started","at":"0","task":"#7"}',
	'{',
	'\u0000\u0001',
]) {
	test(`knows that ${JSON.stringify(line)} is no line of a runner`, () => {
		assert.equal(decoded(line), undefined);
	});
}

test('skips empty lines', () => {
	assert.equal(decoded(''), null);
});

test('masks secrets in names and places', () => {
	const decode = createDecoder();
	decode('P0,{"file":"https://ada:secret@host/a.js","line":1,"column":1}');
	decode('F0,call,0,"get?token=secret"');
	assert.equal(JSON.stringify(decode('c0,1,,0'))?.includes('secret'), false);
	assert.equal(JSON.stringify(decode('w0,1,0,y'))?.includes('secret'), false);
});

test('knows a call by its number, also if many calls were made since it was last seen', () => {
	const decode = createDecoder();
	for (const serial of [7, 65_543, 7, 999_999_999_999_999, 65_543]) {
		assert.deepEqual(decode(`s1000,${serial}`), {type: 'task-started', at: 1, task: `#${serial}`});
	}
});
