import assert from 'node:assert/strict';
import type {RequestListener} from 'node:http';
import {createServer} from 'node:net';
import {after, before, describe as suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {gzipSync} from 'node:zlib';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {folderOf} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';
import {serve} from '../../helpers/serve.ts';

const zipped = gzipSync(JSON.stringify(Array.from({length: 3000}, Math.random)));

const answers: Readonly<Record<string, RequestListener>> = {
	async '/parts'(_, reply) {
		reply.setHeader('content-length', 3000);
		for (let part = 0; part < 3; part++) {
			reply.write('x'.repeat(1000));
			await sleep(60);
		}
		reply.end();
	},
	async '/chunks'(_, reply) {
		for (let part = 0; part < 3; part++) {
			reply.write('x'.repeat(1000));
			await sleep(60);
		}
		reply.end();
	},
	'/moved': (_, reply) => reply.writeHead(302, {location: '/there'}).end('it has moved'),
	'/there': (_, reply) => reply.writeHead(200, {'content-length': 5}).end('there'),
	'/zipped': (_, reply) =>
		reply.writeHead(200, {'content-encoding': 'gzip', 'content-length': zipped.length}).end(zipped),
	'/breaks'(request, reply) {
		reply.setHeader('content-length', 10);
		reply.write('half', () => request.socket.destroy());
	},
	'/breaks-chunks'(request, reply) {
		reply.write('half', () => request.socket.destroy());
	},
	'/until-close'(request, reply) {
		reply.shouldKeepAlive = false;
		reply.removeHeader('transfer-encoding');
		request.socket.end('HTTP/1.0 200 OK\r\n\r\nall of it');
	},
	'/silent'() {},
	'/absent': (_, reply) => reply.writeHead(404, {'content-length': 6}).end('absent'),
	'/empty': (_, reply) => reply.writeHead(204).end(),
};

const answer: RequestListener = (request, reply) => {
	answers[request.url?.split('?')[0] ?? '']?.(request, reply);
};

const program = `import asyncio, http.client, sys, urllib.error, urllib.request

home = sys.argv[1]

def get(path, **options):
    with urllib.request.urlopen(home + path, **options) as reply:
        return reply.read()

async def reads():
    return len(get("/parts?token=secret"))

async def in_pieces():
    with urllib.request.urlopen(home + "/chunks") as reply:
        return sum(map(len, iter(lambda: reply.read1(700), b"")))

async def chunks():
    return len(get("/chunks"))

async def lines():
    with urllib.request.urlopen(home + "/chunks") as reply:
        return sum(map(len, reply))

async def moved():
    return get("/moved")

async def zipped():
    return len(get("/zipped"))

async def until_close():
    return get("/until-close")

async def posts():
    return get("/there", data=b"text")

async def empty():
    return get("/empty")

async def absent():
    try:
        get("/absent")
    except urllib.error.HTTPError as error:
        return error.read()

async def leaves():
    with urllib.request.urlopen(home + "/there") as reply:
        return reply.status

async def waits_in_vain():
    get("/silent", timeout=0.1)

async def is_broken_off():
    get("/breaks")

async def is_broken_off_in_chunks():
    get("/breaks-chunks")

async def is_refused():
    urllib.request.urlopen(sys.argv[2]).close()

async def keeps_alive():
    connection = http.client.HTTPConnection(home[len("http://"):])
    for path in "/there", "/there":
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()

def blocking():
    return get("/there")

async def in_thread():
    return await asyncio.get_running_loop().run_in_executor(None, blocking)

async def main():
    for function in functions:
        try:
            print(function.__name__, await function())
        except Exception as error:
            print(function.__name__, type(error).__name__)

functions = [
    reads, in_pieces, chunks, lines, moved, zipped, until_close, posts, empty, absent, leaves, waits_in_vain,
    is_broken_off, is_broken_off_in_chunks, is_refused, keeps_alive, in_thread,
]

asyncio.run(main())
`;

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`requests of Python programs: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`requests of a program in Python ${version} are told as they really go`, () => {
		let trace: readonly TraceEvent[] = [];
		let address = '';
		let closed = '';
		const closing: (() => void)[] = [];
		after(() => {
			for (const close of closing) {
				close();
			}
		});

		before(async () => {
			address = await serve({after: (close: () => void) => closing.push(close)} as never, answer);
			closed = await closedAddress();
			trace = await runText({python, program, arguments: [address, closed]});
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok', JSON.stringify(trace.slice(-10)));
		});

		const taskOf = (name: string) => eventsOf(trace, 'task-created').find(created => created.name === name)?.task;
		const requestsOf = (name: string) => eventsOf(trace, 'request-advanced', taskOf(name) ?? 'none');
		const phasesOf = (name: string) => [...new Set(requestsOf(name).map(({phase}) => phase))];
		const lastOf = (name: string) => {
			const {phase, bytes, total, error} = requestsOf(name).at(-1) ?? {};
			return {phase, bytes, total, error};
		};
		const all = ['connecting', 'waiting', 'receiving', 'received'];

		test('each belongs to the call that made it, and goes through all its phases', () => {
			const names = ['reads', 'in_pieces', 'chunks', 'lines', 'zipped', 'until_close', 'posts', 'empty', 'absent'];
			for (const name of names) {
				assert.deepEqual(phasesOf(name), all, name);
				assert.equal(new Set(requestsOf(name).map(({request}) => request)).size, 1, name);
			}
			assert.deepEqual(phasesOf('blocking'), all);
		});

		test('what is asked for is told once, without secrets', () => {
			const [first, ...others] = requestsOf('reads');
			assert.deepEqual([first?.method, first?.url], ['GET', `${address}/parts?token=***`]);
			assert(others.every(({url, method}) => url === undefined && method === undefined));
			assert.equal(requestsOf('posts')[0]?.method, 'POST');
		});

		test('bytes are counted while they come, as they come over the wire', () => {
			const sizes = (name: string) => requestsOf(name).map(({bytes}) => bytes);
			for (const name of ['reads', 'in_pieces', 'chunks', 'lines']) {
				assert(
					sizes(name).some(bytes => bytes !== undefined && bytes >= 1000 && bytes < 3000),
					`${name}: ${sizes(name)}`,
				);
				const total = name === 'reads' ? 3000 : undefined;
				assert.deepEqual(lastOf(name), {phase: 'received', bytes: 3000, total, error: undefined}, name);
			}
			assert.deepEqual([lastOf('zipped').bytes, lastOf('zipped').total], [zipped.length, zipped.length]);
			assert.deepEqual([lastOf('until_close').bytes, lastOf('until_close').total], [9, undefined]);
			assert.deepEqual([lastOf('absent').bytes, lastOf('posts').bytes], [6, 5]);
		});

		test('a status is told with the headers; each address on the way is a request of its own', () => {
			const statuses = (name: string) => requestsOf(name).flatMap(({status}) => status ?? []);
			assert.deepEqual(statuses('absent'), [404]);
			assert.deepEqual(statuses('empty'), [204]);
			assert.deepEqual(statuses('moved'), [302, 200]);
			assert.equal(requestsOf('moved').filter(({phase}) => phase === 'received').length, 2);
		});

		test('a connection that is kept carries several requests', () => {
			assert.equal(requestsOf('keeps_alive').filter(({phase}) => phase === 'received').length, 2);
			assert.equal(new Set(requestsOf('keeps_alive').map(({request}) => request)).size, 2);
		});

		test('a request that does not come to its end says why', () => {
			const failures = {
				leaves: 'it was closed before its end',
				waits_in_vain: 'timed out',
				is_broken_off: 'it was broken off before its end',
				is_broken_off_in_chunks: 'it was broken off before its end',
				is_refused: 'Connection refused',
			};
			for (const [name, error] of Object.entries(failures)) {
				assert.deepEqual([name, lastOf(name).phase, lastOf(name).error], [name, 'failed', error]);
			}
			assert.deepEqual(phasesOf('waits_in_vain'), ['connecting', 'waiting', 'failed']);
			assert.deepEqual(phasesOf('is_refused'), ['connecting', 'failed']);
		});

		test('requests in threads are those of the task that has started them', async context => {
			const own = new URL(
				'jobs.py',
				folderOf(context, {
					'jobs.py': `import asyncio, urllib.request

def get(path):
    with urllib.request.urlopen("${address}" + path) as reply:
        return reply.read()

async def by_to_thread():
    return await asyncio.to_thread(get, "/there?by_to_thread")

async def by_executor():
    return await asyncio.get_running_loop().run_in_executor(None, get, "/there?by_executor")

async def on_the_loop():
    return get("/there?on_the_loop")
`,
				}),
			);
			const tasks = ['by_to_thread', 'by_executor', 'on_the_loop'];
			const run = await runProgram({python, own, tasks});
			for (const task of tasks) {
				const requests = eventsOf(run, 'request-advanced', task);
				assert.deepEqual([...new Set(requests.map(({phase}) => phase))], all);
				assert.equal(requests[0]?.url, `${address}/there?${task}`);
				assert.equal(eventOf(run, 'task-ended', task).value, "b'there'");
			}
		});
	});
}

/** An address where nobody listens. */
async function closedAddress(): Promise<string> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise(resolve => server.once('listening', resolve));
	const {port} = server.address() as {port: number};
	await new Promise(resolve => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}
