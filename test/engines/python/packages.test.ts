import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {test} from 'node:test';
import {pythonsWith} from '../../helpers/pythons.ts';
import {runTracedAndAlone} from '../../helpers/run-alone.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const folder = new URL('programs/packages/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** What packages call, and the line at which each is defined, below the file's first line. */
const programs: Readonly<
	Record<
		string,
		{
			readonly imports: readonly string[];
			readonly calls: Record<string, string>;
			/** The requests that come in: name, route, status, and what is called directly below. */
			readonly requests?: readonly (readonly [string, string, number, readonly string[]])[];
		}
	>
> = {
	'aiohttp_server.py': {
		imports: ['aiohttp'],
		calls: {
			never_waits: 'done',
			handle: 'done',
			fails: 'failed',
			timing: 'done',
			ws: 'done',
			background: 'done',
			ticker: 'cancelled',
			find_user: 'done',
		},
		requests: [
			['GET /fast', '/fast', 200, ['timing']],
			['GET /u/1', '/u/{id}', 200, ['timing']],
			['GET /u/2', '/u/{id}', 200, ['timing']],
			['GET /bad', '/bad', 500, ['timing']],
			['GET /view', '/view', 200, ['timing']],
			['GET /ws', '/ws', 101, ['timing']],
		],
	},
	'fastapi_server.py': {
		imports: ['fastapi', 'uvicorn', 'httpx'],
		calls: {
			fast: 'done',
			user: 'done',
			plain: 'done',
			dep: 'done',
			depends: 'done',
			notify: 'done',
			bg: 'done',
			numbers: 'done',
			stream: 'done',
			missing: 'failed',
			header: 'done',
			start: 'done',
			find_user: 'done',
		},
		requests: [
			['GET /fast', '/fast', 200, ['header']],
			['GET /u/1', '/u/{n}', 200, ['header']],
			['GET /sync', '/sync', 200, ['header']],
			['GET /dep', '/dep', 200, ['header']],
			['GET /bg', '/bg', 200, ['header']],
			['GET /stream', '/stream', 200, ['header']],
			['GET /missing', '/missing', 404, ['header']],
		],
	},
	'websockets_server.py': {imports: ['websockets'], calls: {echo: 'done'}},
	'httpx_client.py': {imports: ['httpx'], calls: {get: 'done', main: 'failed'}},
	'anyio_tasks.py': {imports: ['anyio'], calls: {child: 'done', slow: 'cancelled', '<lambda>': 'done'}},
	'trio_tasks.py': {imports: ['trio'], calls: {}},
};

for (const [name, {imports, calls, requests = []}] of Object.entries(programs)) {
	const python = pythonsWith(imports)[0];
	const skip = !python && `no Python with ${imports.join(', ')} at hand`;
	test(`${name} runs as it does alone, and each handler has its lane and line`, {skip}, async () => {
		const beside = {'helpers.py': textOf('helpers.py')};
		const {trace, traced, alone} = await runTracedAndAlone(python ?? '', {program: textOf(name), beside});
		assert.deepEqual(traced, alone);
		const created = eventsOf(trace, 'task-created');
		for (const [call, outcome] of Object.entries(calls)) {
			const lane = created.find(event => event.name === call);
			assert(lane?.place, `no lane, or no line, of ${call}`);
			const file = basename(lane.place.file);
			const line = (file === 'helpers.py' ? beside['helpers.py'] : textOf(name)).split('\n')[lane.place.line - 1];
			assert.match(line ?? '', call === '<lambda>' ? /lambda/ : new RegExp(`def ${call}\\b`));
			assert.equal(eventOf(trace, 'task-ended', lane.task).outcome, outcome, call);
		}

		const incoming = created.filter(({kind}) => kind === 'request');
		assert.deepEqual(
			incoming.map(request => {
				const {route, status} = eventsOf(trace, 'incoming-advanced').find(({task}) => task === request.task) ?? {};
				const below = created.filter(({parent, kind}) => parent === request.task && kind !== 'generator');
				const {value, error} = eventOf(trace, 'task-ended', request.task);
				assert.equal(value ?? error?.name, status === 500 ? 'HTTP 500' : String(status));
				return [request.name, route, status, below.map(call => call.name)];
			}),
			requests,
		);
		// Only what the program defines, or has handed to a package itself.
		const others = created.filter(({place, parent}) => !place && parent !== undefined).map(event => event.name);
		assert.deepEqual(
			others.filter(other => !['serve', 'serve_forever'].includes(other)),
			[],
		);
		const unobserved = eventsOf(trace, 'not-observed').map(({what}) => what);
		assert.deepEqual(unobserved, imports.includes('trio') ? ['trio'] : []);
	});
}
