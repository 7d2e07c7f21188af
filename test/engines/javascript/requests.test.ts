import assert from 'node:assert/strict';
import type {RequestListener} from 'node:http';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {folderOf} from '../../helpers/folder.ts';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';
import {closedOrigin, serve} from '../../helpers/serve.ts';

const zipped = gzipSync(JSON.stringify('x'.repeat(50_000)));

/** What is still to be sent of replies whose first part is told before the rest. */
const rests: (() => void)[] = [];

const answers: Readonly<Record<string, RequestListener>> = {
	'/parts'(_, reply) {
		reply.setHeader('content-length', 3000);
		reply.write('x'.repeat(1000));
		rests.push(() => reply.end('x'.repeat(2000)));
	},
	'/moved': (_, reply) => reply.writeHead(302, {location: '/there'}).end('it has moved'),
	'/there': (_, reply) => reply.writeHead(200, {'content-length': 5}).end('there'),
	'/circle': (_, reply) => reply.writeHead(307, {location: '/circle'}).end(),
	'/endless': (_, reply) => void reply.write('and so on'),
	'/zipped': (_, reply) =>
		reply.writeHead(200, {'content-encoding': 'gzip', 'content-length': zipped.length}).end(zipped),
	'/breaks'(request, reply) {
		reply.setHeader('content-length', 10);
		reply.write('half', () => request.socket.destroy());
	},
	'/silent'() {},
	'/absent': (_, reply) => reply.writeHead(404, {'content-length': 9}).end(),
};

const answer: RequestListener = (request, reply) => {
	answers[request.url?.split('?')[0] ?? '']?.(request, reply);
};

test('requests of a program are told as they really go', async context => {
	const address = await serve(context, answer);
	const trace = await runFile(programFile('requests.mjs'), {
		arguments: [address, await closedOrigin()],
		on(event) {
			// By `node:http`: Node.js before 24 does not tell of the parts that `fetch` gets.
			if (event.type === 'request-advanced' && event.bytes === 1000 && event.total === 3000) {
				for (const send of rests.splice(0)) {
					send();
				}
			}
		},
	});

	const taskOf = (name: string) => eventsOf(trace, 'task-created').find(created => created.name === name)?.task;
	const requestOf = (name: string) => eventsOf(trace, 'request-advanced', taskOf(name));
	const phasesOf = (name: string) => [...new Set(requestOf(name).map(({phase}) => phase))];
	const lastOf = (name: string) => requestOf(name).at(-1);

	await context.test('each belongs to the call that made it, and goes through all its phases', () => {
		for (const name of ['reads', 'iterates', 'zipped', 'plain', 'absent']) {
			assert.deepEqual(phasesOf(name), ['connecting', 'waiting', 'receiving', 'received'], name);
			assert.equal(new Set(requestOf(name).map(({request}) => request)).size, 1);
		}

		assert.deepEqual([requestOf('absent')[0]?.method, requestOf('plain')[0]?.method], ['HEAD', 'GET']);
		assert.equal(requestOf('reads')[0]?.url, `${address}/parts?token=***`);
		assert.equal(requestOf('plain')[0]?.url, `${address}/parts`);
	});

	await context.test('it is known how much has come, of how much', () => {
		const {bytes, total} = lastOf('reads') ?? {};
		assert.deepEqual([bytes, total], [3000, 3000]);
		assert.equal(lastOf('plain')?.bytes, 3000);
		const unzipped = lastOf('zipped');
		assert.deepEqual([unzipped?.bytes, unzipped?.total], [zipped.length, zipped.length]);
		assert.equal(lastOf('lengthless')?.total, undefined);
		assert.equal(lastOf('absent')?.total, undefined, 'a reply to HEAD has no body');
	});

	await context.test('a reply that says where to ask is no reply to who waits', () => {
		const statuses = requestOf('iterates').flatMap(({status}) => status ?? []);
		assert.deepEqual([statuses, lastOf('iterates')?.bytes], [[200], 5]);
		assert.match(lastOf('lost')?.error ?? '', /redirect count exceeded/);
	});

	await context.test('what goes wrong is told in words', () => {
		for (const [name, error] of [
			['breaks', /closed/],
			['refused', /ECONNREFUSED/],
			['gives', /abort/],
		] as const) {
			const last = lastOf(name);
			assert.equal(last?.phase, 'failed');
			assert.match(last?.error ?? '', error);
		}
	});

	await context.test('who waits for a reply, or for its body, waits for that request', () => {
		const {files} = eventOf(trace, 'run-described');
		const lines = files[0]?.text.split('\n') ?? [];
		for (const name of ['reads', 'iterates', 'lengthless']) {
			const request = requestOf(name)[0]?.request;
			for (const what of ['reply', 'body']) {
				const waits = eventsOf(trace, 'task-waiting', taskOf(name)).filter(({place}) =>
					lines[(place?.line ?? 0) - 1]?.endsWith(`// ${name}: ${what}`),
				);
				const [on] = waits.map(({on}) => on);
				assert.equal(on?.kind === 'io' && on.request, request, `${name}: ${what}`);
			}
		}
	});
});

test('a task that is measured asks the real network, and is aborted by its signal', async context => {
	const address = await serve(context, answer);
	const folder = folderOf(context, {
		'jobs.mjs': `
			export async function real() { return (await fetch('${address}/there')).status; }
			export async function given({url}, {signal}) { return await fetch(url, {signal}); }
		`,
	});
	const given = {id: 'given', arguments: [{url: `${address}/silent`}]};
	const trace = await runProgram({
		own: new URL('jobs.mjs', folder),
		tasks: ['real', given],
		on(event, run) {
			if (event.type === 'request-advanced' && event.task === 'given' && event.phase === 'waiting') {
				run.cancel('given');
			}
		},
	});
	assert.equal(eventOf(trace, 'task-ended', 'real').value, '200');
	assert.equal(eventOf(trace, 'task-ended', 'given').outcome, 'cancelled');
	assert.equal(eventsOf(trace, 'request-advanced', 'given').at(-1)?.phase, 'failed');
	assert.equal(eventsOf(trace, 'request-advanced', 'real').at(-1)?.phase, 'received');
});

test('the first fetch hardly holds the thread', async context => {
	const address = await serve(context, answer);
	const own = new URL(
		'jobs.mjs',
		folderOf(context, {
			'jobs.mjs': `export async function first() {
			const before = process.cpuUsage();
			const reply = fetch('${address}/there');
			const {user, system} = process.cpuUsage(before);
			await reply;
			return Math.round((user + system) / 1000);
		}`,
		}),
	);
	const times: number[] = [];
	for (let run = 0; run < 3; run++) {
		const trace = await runProgram({own, tasks: ['first']});
		times.push(Number(eventOf(trace, 'task-ended', 'first').value));
	}
	assert(Math.min(...times) < 30, `${times} ms`);
});
