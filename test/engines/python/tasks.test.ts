import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const fetching = `
import asyncio
from simulated import fetch

async def one():
    reply = await fetch("https://test.example/one")
    return await reply.json()

async def two():
    reply = await fetch("https://test.example/two")
    return await reply.json()
`;
const reply = (path: string, more = {}) => ({path, share: 1, body: {path}, ...more});
const one = {id: 'one', latency: 100, replies: [reply('/one')]};
const two = {id: 'two', latency: 200, replies: [reply('/two')]};
const failing = {...one, replies: [reply('/one', {fails: true})]};

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`tasks in Python: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`tasks in Python ${version}`, () => {
		test('gather starts its tasks, each of them a lane; the strategy waits for them', async () => {
			const trace = await runProgram({python, program: fetching, tasks: [one, two]});
			const [strategy, ...planned] = eventsOf(trace, 'task-created');
			assert.deepEqual([strategy?.name, strategy?.kind, strategy?.place?.line], ['concurrent', 'call', 4]);
			assert.deepEqual(
				planned.map(({task, kind, parent}) => [task, kind, parent]),
				[
					['one', 'planned', strategy?.task],
					['two', 'planned', strategy?.task],
				],
			);
			const order = trace.flatMap(event =>
				event.type === 'task-scheduled' || event.type === 'task-started' ? `${event.type} ${event.task}` : [],
			);
			assert.deepEqual(order, [
				`task-started ${strategy?.task}`,
				'task-scheduled one',
				'task-scheduled two',
				'task-started one',
				'task-started two',
			]);
			const waits = eventsOf(trace, 'task-waiting', 'one');
			assert(waits.every(({on}) => on.kind === 'io' && on.what === 'GET /one'));
			// On a busy machine the body is there with the headers.
			assert.match(waits.map(({place}) => place?.line).join(), /^6(,7)?$/);
			assert.equal(eventOf(trace, 'strategy-settled').value, "[{'path': '/one'}, {'path': '/two'}]");
		});

		test('coroutines that are awaited one after the other do not overlap; promises do', async () => {
			const inPython = await runProgram({
				python,
				program: `
import asyncio

async def f():
    await asyncio.sleep(0.150)

async def g():
    await asyncio.sleep(0.100)

async def both():
    a = f()
    b = g()
    await a
    await b
`,
				tasks: ['both'],
			});
			const inJavaScript = await runProgram({
				program: `
					import {setTimeout as sleep} from 'node:timers/promises';
					const f = async () => { await sleep(150); };
					const g = async () => { await sleep(100); };
					export async function both() {
						const a = f();
						const b = g();
						await a;
						await b;
					}
				`,
				tasks: ['both'],
			});
			const [lazy, eager] = [inPython, inJavaScript].map(trace => {
				const [f, g] = ['f', 'g'].map(call => eventsOf(trace, 'task-created').find(({name}) => name === call)?.task);
				assert(f && g);
				return {
					took: eventOf(trace, 'task-ended', 'both').at - eventOf(trace, 'task-started', 'both').at,
					isInTurn: trace.indexOf(eventOf(trace, 'task-started', g)) > trace.indexOf(eventOf(trace, 'task-ended', f)),
				};
			});
			assert(lazy?.isInTurn && lazy.took >= 249, `${lazy?.took} ms in Python`);
			assert(eager && !eager.isInTurn && eager.took >= 149, `${eager?.took} ms in JavaScript`);
		});

		test('who loses a race is cancelled when asyncio.run has its result', async () => {
			const trace = await runProgram({python, program: fetching, tasks: [one, two], strategy: 'race'});
			const settled = eventOf(trace, 'strategy-settled');
			assert.deepEqual([settled.outcome, settled.open], ['done', ['two']]);
			const loser = eventOf(trace, 'task-ended', 'two');
			assert.equal(loser.outcome, 'cancelled');
			assert(loser.at >= settled.at);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('the siblings of a failure are cancelled with the loop, unless the strategy waits for them', async () => {
			const trace = await runProgram({python, program: fetching, tasks: [failing, two]});
			const settled = eventOf(trace, 'strategy-settled');
			assert.deepEqual(
				[settled.outcome, settled.error?.name, settled.open],
				['failed', 'ConnectionResetError', ['two']],
			);
			assert.equal(eventOf(trace, 'task-ended', 'one').error?.place?.line, 6);
			assert.equal(eventOf(trace, 'task-ended', 'two').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'failed');

			const patient = await runProgram({python, program: fetching, tasks: [failing, two], strategy: 'all-settled'});
			assert.equal(eventOf(patient, 'task-ended', 'two').outcome, 'done');
			assert.equal(eventOf(patient, 'run-ended').outcome, 'ok');
		});

		test('the first success passes failures over', async () => {
			const trace = await runProgram({python, program: fetching, tasks: [failing, two], strategy: 'first-success'});
			assert.equal(eventOf(trace, 'strategy-settled').value, "{'path': '/two'}");
			const none = await runProgram({python, program: fetching, tasks: [failing], strategy: 'first-success'});
			assert.equal(eventOf(none, 'run-ended').error?.message, 'Connection reset by peer');
		});

		test('a limit is a semaphore that tasks wait for', async () => {
			const trace = await runProgram({python, program: fetching, tasks: [one, two], strategy: 'limited', limit: 1});
			const workers = eventsOf(trace, 'task-created').filter(({name}) => name === 'worker');
			assert.equal(workers.length, 2);
			assert.deepEqual(
				workers.map(({task}) => eventsOf(trace, 'task-waiting', task)[0]?.on),
				[
					{kind: 'task', task: 'one'},
					{kind: 'lock', what: 'Semaphore'},
				],
			);
			assert(eventOf(trace, 'task-started', 'two').at >= eventOf(trace, 'task-ended', 'one').at);
		});

		test('a coroutine that is never awaited, and a failure that nobody hears, are warnings with their lines', async () => {
			const trace = await runProgram({
				python,
				program: `
import asyncio

async def f():
    await asyncio.sleep(0)

async def bad():
    raise ValueError("nobody hears")

async def forgets():
    f()
    asyncio.create_task(bad())
    await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
`,
				tasks: ['forgets'],
			});
			const warnings = eventsOf(trace, 'warning-raised').map(({kind, message, place}) => [kind, message, place?.line]);
			assert.deepEqual(warnings, [
				['never-awaited', "coroutine 'f' was never awaited", 11],
				['loop-exception', 'Task exception was never retrieved: ValueError: nobody hears', 8],
			]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('a planned task whose coroutine is forgotten says so, at the line of the strategy', async () => {
			const trace = await runProgram({
				python,
				program: fetching,
				tasks: [one],
				strategy: 'async def strategy(tasks):\n    tasks[0]()\n',
			});
			const warning = eventOf(trace, 'warning-raised');
			assert.deepEqual([warning.kind, warning.place?.file, warning.place?.line], ['never-awaited', 'strategy.py', 2]);
			assert.deepEqual(eventOf(trace, 'run-ended').open, ['one']);
		});

		test('a coroutine is printed as one, and can be awaited once', async () => {
			const trace = await runProgram({
				python,
				program: fetching,
				tasks: [one],
				strategy: `
async def strategy(tasks):
    coroutine = tasks[0]()
    print(coroutine)
    await coroutine
    await coroutine
`,
			});
			assert.match(eventOf(trace, 'output-written').text, /^<coroutine object one at 0x[\da-f]+>\n$/);
			assert.equal(eventOf(trace, 'run-ended').error?.message, 'cannot reuse already awaited coroutine');
		});

		test('what a task of asyncio waits for is known', async () => {
			const trace = await runProgram({
				python,
				program: `
import asyncio, time

def work(ms):
    time.sleep(ms / 1000)

async def threads():
    await asyncio.to_thread(work, 10)
    await asyncio.get_running_loop().run_in_executor(None, work, 10)

async def locks():
    event, queue, lock = asyncio.Event(), asyncio.Queue(), asyncio.Lock()
    asyncio.get_running_loop().call_later(0.005, event.set)
    await event.wait()
    asyncio.get_running_loop().call_later(0.005, queue.put_nowait, 1)
    await queue.get()
    await lock.acquire()
    asyncio.get_running_loop().call_later(0.005, lock.release)
    async with lock:
        pass

async def streams():
    async def serve(reader, writer):
        writer.write((await reader.readline()).upper())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hello\\n")
    line = await reader.readline()
    writer.close()
    server.close()
    return line

async def children():
    child = asyncio.create_task(asyncio.sleep(0.01))
    await child
`,
				tasks: ['threads', 'locks', 'streams', 'children'],
			});
			const kinds = (task: string) =>
				eventsOf(trace, 'task-waiting', task).map(({on}) => `${on.kind} ${'what' in on ? on.what : ''}`);
			assert.deepEqual(kinds('threads'), ['thread work', 'thread work']);
			assert.deepEqual(kinds('locks'), ['lock Event', 'lock Queue', 'lock Lock']);
			assert.equal(kinds('streams').at(-1), 'io StreamReader.readline');
			assert.equal(eventOf(trace, 'task-ended', 'streams').value, "b'HELLO\\n'");
			const child = eventsOf(trace, 'task-created').find(({parent}) => parent === 'children');
			assert.deepEqual(kinds('children'), ['task ']);
			assert.equal(child?.name, 'sleep');
		});

		test('eager tasks start before they are scheduled', {skip: minor < 12 && 'takes Python 3.12'}, async () => {
			const trace = await runProgram({
				python,
				program: `
import asyncio

async def f():
    await asyncio.sleep(0.005)

async def eager():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await asyncio.create_task(f())
`,
				tasks: ['eager'],
			});
			const f = eventsOf(trace, 'task-created').find(({name}) => name === 'f');
			assert(f);
			assert.equal(eventsOf(trace, 'task-scheduled', f.task).length, 0);
			assert(eventOf(trace, 'task-started', f.task).at < (eventsOf(trace, 'task-waiting', 'eager')[0]?.at ?? 0));
		});

		test('a call that was never suspended is the parent of the tasks that it makes', async () => {
			const trace = await runProgram({
				python,
				program: `
import asyncio

async def leaf():
    await asyncio.sleep(0.005)

async def starts():
    return asyncio.create_task(leaf())

async def fails():
    await leaf()
    raise KeyError("on purpose")

async def task():
    await (await starts())
    try:
        await fails()
    except KeyError:
        return "caught"
`,
				tasks: ['task'],
			});
			const named = (name: string) => eventsOf(trace, 'task-created').find(event => event.name === name);
			assert.equal(named('leaf')?.parent, named('starts')?.task);
			assert.equal(named('starts')?.parent, 'task');
			assert.equal(eventOf(trace, 'task-ended', named('starts')?.task).outcome, 'done');
			assert.equal(eventOf(trace, 'task-ended', named('fails')?.task).outcome, 'failed');
		});

		test('a request that is not among the replies is answered with 404', async () => {
			const trace = await runProgram({
				python,
				program: `
from simulated import fetch

async def missing():
    reply = await fetch("https://test.example/missing")
    return reply.ok, reply.status, reply.url, await reply.text()
`,
				tasks: ['missing'],
			});
			assert.equal(
				eventOf(trace, 'task-ended', 'missing').value,
				"(False, 404, 'https://test.example/missing', 'not found')",
			);
		});
	});
}
