import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import type {RunDescription, TraceEvent} from '../../../source/trace/event.ts';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

test('requests that come in are lanes, and what their handlers call is below them', async () => {
	const trace = await runFile(programFile('incoming.mjs'));
	const created = eventsOf(trace, 'task-created');
	const requests = created.filter(({kind}) => kind === 'request');
	assert.deepEqual(
		requests.map(({name, parent}) => [name, parent]),
		[
			['GET /users/1', undefined],
			['GET /users/2', undefined],
			['POST /posted', undefined],
			['GET /slow', undefined],
			['GET /fails', undefined],
			['GET /fast/ann', undefined],
			['GET /fast/bob', undefined],
			['GET /never', undefined],
		],
	);
	const handled = requests.map(({task}) => created.filter(({parent}) => parent === task));
	assert.deepEqual(
		handled.map(calls => calls.map(({name}) => name)),
		requests.map(() => ['handle']),
	);
	const found = created.filter(({parent}) => parent === handled[0]?.[0]?.task);
	assert.deepEqual(
		found.map(({name}) => name),
		['find'],
	);
	assert.deepEqual(
		requests.map(({task}) => [eventOf(trace, 'task-waiting', task).on.kind, eventOf(trace, 'task-ended', task).value]),
		[
			['handler', '200'],
			['handler', '200'],
			['handler', '201'],
			['handler', '200'],
			['handler', undefined],
			['handler', '200'],
			['handler', '200'],
			['handler', undefined],
		],
	);
	// How far a response has come is looked at every 50 ms.
	const responses = requests.map(({task}) => eventsOf(trace, 'incoming-advanced').filter(event => event.task === task));
	assert.deepEqual(
		responses.map(events => events.at(-1)).map(last => [last?.phase, last?.status, last?.route]),
		[
			['ended', 200, '/users/:id'],
			['ended', 200, '/users/:id'],
			['ended', 201, undefined],
			['ended', 200, undefined],
			['ended', 503, undefined],
			['ended', 200, '/fast/:name'],
			['ended', 200, '/fast/:name'],
			['aborted', undefined, undefined],
		],
	);
	assert.deepEqual(
		responses[3]?.map(({phase}) => phase),
		['headers', 'ended'],
	);
	// The route is reported before the end for its first request only.
	assert.deepEqual(
		responses.map(events => events.filter(({phase}) => phase === 'routed').length),
		[0, 0, 0, 0, 0, 1, 0, 0],
	);
	const counted = [...modelAt(trace as [RunDescription, ...TraceEvent[]]).sites.functions.values()].filter(
		({started}) => started > 0,
	);
	assert.deepEqual(
		counted.flatMap(({name, started}) => (name.includes(' /') ? [[name, started]] : [])),
		[
			['GET /users/:id', 2],
			['POST /posted', 1],
			['GET /slow', 1],
			['GET /fails', 1],
			['GET /fast/:name', 2],
			['GET /never', 1],
		],
	);
	const [failed, aborted] = [requests[4], requests.at(-1)].map(request => eventOf(trace, 'task-ended', request?.task));
	assert.deepEqual([failed?.outcome, failed?.error], ['failed', {name: 'HTTP 503', message: ''}]);
	assert.equal(aborted?.outcome, 'cancelled');
});
