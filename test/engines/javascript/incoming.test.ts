import assert from 'node:assert/strict';
import {test} from 'node:test';
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
			['GET /never', undefined],
		],
	);
	const handled = requests.map(({task}) => created.filter(({parent}) => parent === task));
	assert.deepEqual(
		handled.map(calls => calls.map(({name}) => name)),
		[['handle'], ['handle'], ['handle'], ['handle'], ['handle'], ['handle']],
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
			['aborted', undefined, undefined],
		],
	);
	assert.deepEqual(
		responses[3]?.map(({phase}) => phase),
		['headers', 'ended'],
	);
	const [failed, aborted] = requests.slice(-2).map(({task}) => eventOf(trace, 'task-ended', task));
	assert.deepEqual([failed?.outcome, failed?.error], ['failed', {name: 'HTTP 503', message: ''}]);
	assert.equal(aborted?.outcome, 'cancelled');
});
