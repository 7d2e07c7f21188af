import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import {withFolder} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runFile, runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

type Trace = Awaited<ReturnType<typeof runText>>;

const laneOf = (trace: Trace, name: string) => {
	const found = eventsOf(trace, 'task-created').find(event => event.name === name);
	assert(found, `no lane ${name}`);
	return found;
};
const endOf = (trace: Trace, name: string) => eventOf(trace, 'task-ended', laneOf(trace, name).task);

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`the truth of traces: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`the truth of traces in Python ${version}`, () => {
		test('modules of the program have lanes and their texts are described; packages have none', async () => {
			const files = {
				'größe.py': 'import asyncio\n\nasync def miß():\n    await asyncio.sleep(0.001)\n    return "ü"\n',
				'package.py': 'async def of_package(call):\n    return await call()\n',
				'program.py': `import asyncio, os, sys, shutil
os.makedirs("site-packages/installed")
shutil.move("package.py", "site-packages/installed/__init__.py")
sys.path.insert(0, "site-packages")
from installed import of_package
from größe import miß

async def main():
    print(await of_package(miß))

asyncio.run(main())
`,
			};
			const trace = await withFolder(files, folder => runFile(new URL('program.py', folder), {python, folder}));
			const lane = laneOf(trace, 'miß');
			assert.equal(lane.place?.file, 'größe.py');
			assert.equal(lane.place?.line, 3);
			assert.equal(lane.parent, laneOf(trace, 'main').task);
			assert.equal(eventOf(trace, 'task-waiting', lane.task).place?.line, 4);
			const described = eventsOf(trace, 'file-described');
			assert.deepEqual(
				described.map(({name, text}) => [name, text.split('\n')[2]]),
				[[lane.place?.file, 'async def miß():']],
			);
			assert(trace.indexOf(described[0] as Trace[number]) < trace.indexOf(lane));
			assert(!eventsOf(trace, 'task-created').some(({name}) => name === 'of_package'));
		});

		test('a wait for an event that another thread ends is for the outside, one that a task ends is not', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, threading, time

def elsewhere(loop, event):
    time.sleep(0.02)
    loop.call_soon_threadsafe(event.set)

async def by_thread():
    event = asyncio.Event()
    threading.Thread(target=elsewhere, args=(asyncio.get_running_loop(), event)).start()
    await event.wait()

async def by_task(event):
    await event.wait()

async def main():
    await by_thread()
    event = asyncio.Event()
    task = asyncio.create_task(by_task(event))
    await asyncio.sleep(0.01)
    event.set()
    await task

asyncio.run(main())
`,
			});
			const isOutside = (name: string) => eventOf(trace, 'task-resumed', laneOf(trace, name).task).outside;
			assert.deepEqual(['by_thread', 'by_task'].map(isOutside), [true, undefined]);
		});

		test('names of tasks are labels, also those that are given before the start', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def named(): pass
async def renamed(): pass
async def unnamed(): pass

async def main():
    task = asyncio.create_task(renamed())
    task.set_name("later")
    await asyncio.gather(task, asyncio.create_task(named(), name="é 1"), asyncio.create_task(unnamed()))

asyncio.run(main())
`,
			});
			assert.equal(laneOf(trace, 'named').label, 'é 1');
			assert.equal(laneOf(trace, 'renamed').label, undefined);
			assert.equal(eventOf(trace, 'task-started', laneOf(trace, 'renamed').task).label, 'later');
			assert.equal(laneOf(trace, 'unnamed').label, undefined);
			assert.equal(eventOf(trace, 'task-started', laneOf(trace, 'unnamed').task).label, undefined);
		});

		test('a lock that an ended call took is held by its task, and not by the next call of the same function', async () => {
			const trace = await runText({
				python,
				program: `import asyncio
import threading

async def login(lock, user):
    await lock.acquire()
    await asyncio.sleep(0.01)
    if user:
        lock.release()

async def main():
    lock = asyncio.Lock()
    for user in ("ann", "", "bob"):
        await login(lock, user)

loop = asyncio.new_event_loop()
task = loop.create_task(main())
threading.Timer(0.5, loop.call_soon_threadsafe, [loop.stop]).start()
loop.run_forever()
`,
			});
			const held = eventsOf(trace, 'lock-changed').flatMap(({holders = []}) => holders.map(({task}) => task));
			assert.deepEqual([...new Set(held)], [laneOf(trace, 'main').task]);
		});

		test('a cancellation has its cause, and the place where the program asked for it', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def by_program(): await asyncio.sleep(9)
async def by_awaiting(): await asyncio.sleep(9)
async def limited(): await asyncio.sleep(9)
async def in_gather(): await asyncio.sleep(9)
async def by_end(): await asyncio.sleep(9)
async def by_callback(): await asyncio.sleep(9)

async def supervise():
    task = asyncio.create_task(by_program())
    await asyncio.sleep(0.01)
    task.cancel()

async def outer():
    await asyncio.create_task(by_awaiting())

async def main():
    await supervise()
    task = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    task.cancel()
    try: await asyncio.wait_for(limited(), 0.01)
    except asyncio.TimeoutError: pass
    group = asyncio.gather(in_gather())
    await asyncio.sleep(0.01)
    group.cancel()
    task = asyncio.create_task(by_callback())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(task.cancel)
    await asyncio.sleep(0.01)
    asyncio.create_task(by_end())
    await asyncio.sleep(0)

asyncio.run(main())
`,
			});
			const causes = ['by_program', 'by_awaiting', 'in_gather', 'by_end', 'by_callback', 'outer'].map(name => {
				const {outcome, by} = endOf(trace, name);
				assert.equal(outcome, 'cancelled', name);
				return [name, by?.cause, by?.place?.line];
			});
			assert.deepEqual(causes, [
				['by_program', 'program', 13],
				['by_awaiting', 'program', 22],
				['in_gather', 'gather', 27],
				['by_end', 'loop-closed', undefined],
				['by_callback', undefined, undefined],
				['outer', 'program', 22],
			]);
			assert.equal(endOf(trace, 'by_program').by?.task, laneOf(trace, 'supervise').task);
			// Since 3.12 it is awaited, and no task of its own.
			assert.equal(endOf(trace, 'limited').by?.cause, 'timeout');
		});

		test('a task group names itself as the cause', {skip: minor < 11 && 'takes Python 3.11'}, async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def fails(): raise ValueError("on purpose")
async def sibling(): await asyncio.sleep(9)

async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(sibling())
            group.create_task(fails())
    except ExceptionGroup: pass

asyncio.run(main())
`,
			});
			assert.deepEqual(endOf(trace, 'sibling').by, {cause: 'task-group'});
			assert.equal(endOf(trace, 'fails').heard, true);
		});

		test('the top level waits for all that its loop runs; tasks in a circle are each asked once to end', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def stops():
    await asyncio.sleep(0.002)
    loop.stop()

async def waits_for(name):
    await asyncio.sleep(0)
    await tasks[name]

loop = asyncio.new_event_loop()
task = loop.create_task(stops())
loop.run_forever()
tasks = {name: loop.create_task(waits_for(other)) for name, other in ("ab", "ba")}
loop.call_later(0.01, loop.stop)
loop.run_forever()
try:
    tasks["a"].cancel()
except RecursionError:
    print("a circle")
`,
			});
			const top = laneOf(trace, 'top level').task;
			const waits = eventsOf(trace, 'task-waiting').filter(({task}) => task === top);
			assert.deepEqual(
				waits.map(({on, apart}) => [on.kind, apart]),
				[
					['opaque', undefined],
					['opaque', undefined],
				],
			);
			const asked = eventsOf(trace, 'cancel-requested').map(({task}) => task);
			const circle = eventsOf(trace, 'task-created').filter(({name}) => name === 'waits_for');
			assert.deepEqual(asked.sort(), circle.map(({task}) => task).sort());
		});

		test("a client does not wait for the task of the server's handler, which asyncio created", async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def serve(reader, writer):
    await reader.readline()
    await asyncio.sleep(0.02)
    writer.write(b"b")
    writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"a\\n")
    await reader.read()
    writer.close()
    server.close()

asyncio.run(main())
`,
			});
			const main = laneOf(trace, 'main').task;
			const reads = eventsOf(trace, 'task-waiting').filter(({task, place}) => task === main && place?.line === 13);
			assert.deepEqual(reads[0]?.apart, [laneOf(trace, 'serve').task]);
		});

		test('within a time limit it is known what a call waits for', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def limited(awaitable):
    try: await asyncio.wait_for(awaitable, 0.001)
    except asyncio.TimeoutError: pass

async def main():
    await limited(asyncio.Queue().get())
    await limited(asyncio.Semaphore(0).acquire())
    await limited(asyncio.sleep(9))

asyncio.run(main())
`,
			});
			const kinds = new Set(
				eventsOf(trace, 'task-waiting').map(({on}) => ('what' in on ? `${on.kind} ${on.what}` : on.kind)),
			);
			assert.deepEqual([...kinds].sort(), ['lock Queue', 'lock Semaphore', 'task', 'timer']);
		});

		test('a lock names the moment until which a timer may end a wait for it', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def move(first, second):
    async with first:
        await asyncio.sleep(0.001)
        async with second: pass

locks = []

async def both(limited):
    one, other = asyncio.Lock(), asyncio.Lock()
    locks.extend([one, other])
    tasks = [asyncio.ensure_future(move(one, other)), asyncio.ensure_future(move(other, one))]
    await limited(tasks)

async def cancelled_by(timer):
    asyncio.get_running_loop().call_later(60, timer)
    await asyncio.sleep(30)

async def main():
    waits = asyncio.gather(
        both(lambda tasks: asyncio.wait_for(asyncio.gather(*tasks), 30)),
        both(lambda tasks: asyncio.wait(tasks, timeout=30)),
        both(lambda tasks: cancelled_by(tasks[0].cancel)),
        both(lambda tasks: cancelled_by(lambda: [task.cancel() for task in tasks])),
        both(lambda tasks: cancelled_by(print)),
        asyncio.wait_for(asyncio.sleep(30), 90),
    )
    while len(locks) < 10 or not all(lock._waiters for lock in locks):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.06)
    # The beat that is due comes before this ends.
    await asyncio.sleep(0.001)
    waits.cancel()

asyncio.run(main())
`,
			});
			const limits = new Map<string, number>();
			for (const {lock, limitedUntil = 0} of eventsOf(trace, 'lock-changed')) {
				if (!limits.has(lock)) limits.set(lock, Math.round(limitedUntil / 30_000));
			}
			const found = Array.from({length: 10}, (_, index) => limits.get(`L${index + 1}`));
			assert.deepEqual(found, [1, 1, 1, 1, 2, 2, 2, 2, 0, 0]);
		});

		test('a thread that waits for what only its own loop can do waits without end; for another thread, it does not', async () => {
			const stop = new AbortController();
			const trace = await runText({
				python,
				signal: stop.signal,
				on: event => {
					if (event.type === 'loop-blocked' && event.endless !== undefined) stop.abort();
				},
				program: `import asyncio, queue, threading, time
from concurrent.futures import ThreadPoolExecutor

async def load():
    await asyncio.sleep(0)

def work(loop):
    asyncio.run_coroutine_threadsafe(load(), loop).result()

def answer(replies):
    time.sleep(0.3)
    replies.put(1)

async def main():
    replies = queue.Queue()
    threading.Thread(target=answer, args=(replies,)).start()
    replies.get()
    await asyncio.sleep(0)
    pool = ThreadPoolExecutor(1)
    pool.submit(work, asyncio.get_running_loop()).result()

asyncio.run(main())
`,
			});
			const endless = eventsOf(trace, 'loop-blocked').flatMap(({endless, place, task}) =>
				endless === undefined ? [] : [[endless, place?.line, task]],
			);
			assert.deepEqual(endless, [['Future.result', 20, laneOf(trace, 'main').task]]);
		});

		test('a destroyed task and its calls end when they are destroyed, and nothing has cancelled them', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, gc, time, weakref

async def inner(future):
    try:
        await future
    finally:
        print("cleaned up")

async def doomed(future):
    await inner(future)

async def main():
    loop = asyncio.get_running_loop()
    task = loop.create_task(doomed(loop.create_future()))
    await asyncio.sleep(0)
    task = weakref.ref(task)
    # A thread that reads the stack can keep the task alive for a moment.
    for _ in range(100):
        gc.collect()
        if task() is None:
            break
        time.sleep(0.001)
    print("collected")
    await asyncio.sleep(0.05)

asyncio.run(main())
`,
			});
			const destroyed = {outcome: 'cancelled', by: {cause: 'destroyed'}};
			for (const name of ['doomed', 'inner']) {
				const {outcome, by} = endOf(trace, name);
				assert.deepEqual({outcome, by}, destroyed);
				const printed = trace.findIndex(event => event.type === 'output-written' && event.text === 'collected\n');
				assert(trace.indexOf(endOf(trace, name)) < printed);
			}
			// What it does at its end is no call of whoever is on the thread.
			assert.equal(eventsOf(trace, 'task-created').filter(({name}) => name === 'inner').length, 1);
			assert.match(eventOf(trace, 'warning-raised').message, /^Task was destroyed but it is pending/);
		});

		test('a task that closes an async generator is named after it', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def pages():
    try:
        while True:
            await asyncio.sleep(0.001)
            yield 1
    finally:
        await asyncio.sleep(0.001)

async def main():
    async for page in pages():
        break
    await asyncio.sleep(0.02)
    other = pages()
    await other.__anext__()
    await asyncio.create_task(other.aclose())

asyncio.run(main())
`,
			});
			const names = eventsOf(trace, 'task-created').map(({name}) => name);
			assert.deepEqual(names.slice(2), ['pages', 'pages, closing', 'pages', 'pages, closing']);
			const closing = eventsOf(trace, 'task-created').filter(({name}) => name === 'pages, closing');
			assert.deepEqual(
				closing.map(({task}) => eventOf(trace, 'task-ended', task).outcome),
				['done', 'done'],
			);
		});

		test('the first call has the figures of the thread: they end the start-up', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, time

end = time.perf_counter() + 0.05
while time.perf_counter() < end: pass

async def main():
    await asyncio.gather(*(asyncio.sleep(0.001) for _ in range(3)))

asyncio.run(main())
`,
			});
			const [top, first, ...others] = eventsOf(trace, 'task-created');
			assert.equal(top?.idle, undefined);
			assert.equal(first?.name, 'main');
			assert((first.idle ?? Number.NaN) < 45, `${first.idle} ms idle`);
			assert((first.processor ?? 0) > 0);
			assert(others.every(({tracing}) => tracing === undefined));
		});

		test('names, labels and warnings of any length are cut', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, warnings

# Making it takes longer than cutting it.
large = "é" * 20_000_000

async def named():
    return large

async def main():
    await asyncio.create_task(named(), name="n" * 1_000_000)
    task = asyncio.create_task(named())
    task.set_name("m" * 1_000_000)
    await task
    warnings.warn("w" * 1_000_000)

asyncio.run(main())
`,
			});
			const size = (event: object) => JSON.stringify(event).length;
			const large = trace.filter(event => event.type !== 'output-written' && size(event) > 2000);
			assert.deepEqual(
				large.map(({type}) => type),
				[],
			);
			// The line that warns writes to a pipe, which may be full for a while.
			const blocked = eventsOf(trace, 'loop-blocked').filter(({place}) => place?.line !== 14);
			assert.deepEqual(blocked, []);
		});

		test('a failure that nobody retrieves is reported once, with its task; one that is retrieved later is not', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, sys
sys.kept = []

async def lost(): raise OSError(28, "disk full")
async def silent(): raise LookupError
async def found(): raise ValueError("found")

async def main():
    sys.kept += [asyncio.create_task(lost()), asyncio.create_task(silent())]
    task = asyncio.create_task(found())
    await asyncio.sleep(0.01)
    task.exception()

asyncio.run(main())
`,
			});
			const warnings = eventsOf(trace, 'warning-raised').map(({message, task}) => [message, task]);
			assert.deepEqual(warnings, [
				['Task exception was never retrieved: OSError: [Errno 28] disk full', laneOf(trace, 'lost').task],
				['Task exception was never retrieved: LookupError', laneOf(trace, 'silent').task],
			]);
			assert.equal(endOf(trace, 'lost').error?.code, 'ENOSPC');
			assert.equal(endOf(trace, 'lost').heard, undefined);
		});

		test('failures have codes, statuses and causes; the end of an iteration is no failure', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

class Numbers:
    def __init__(self, last): self.last = last
    def __aiter__(self): return self
    async def __anext__(self):
        await asyncio.sleep(0)
        if self.last is None: raise ValueError("last")
        raise StopAsyncIteration

class Refused(Exception):
    def __init__(self, status):
        super().__init__("no")
        self.status = status
    def __str__(self): raise SystemExit(9)

async def refused():
    try:
        try: open("/nowhere/at all")
        except OSError as error: raise KeyError("key") from error
    except KeyError as error: raise Refused(503) from error

async def main():
    async for number in Numbers(1): pass
    try:
        async for number in Numbers(None): pass
    except ValueError: await asyncio.sleep(0)
    await asyncio.gather(refused())

asyncio.run(main())
`,
			});
			const nexts = eventsOf(trace, 'task-created').filter(({name}) => name === '__anext__');
			const outcomes = nexts.map(({task}) => eventOf(trace, 'task-ended', task).outcome);
			// Older versions do not report which exception has left a call.
			assert.deepEqual(outcomes, ['done', minor < 11 ? 'done' : 'failed']);
			const {name, message, status, cause} = endOf(trace, 'refused').error ?? {};
			assert.deepEqual([name, message, status], ['Refused', 'no', 503]);
			assert.deepEqual([cause?.name, cause?.message], ['KeyError', "'key'"]);
			assert.deepEqual([cause?.cause?.name, cause?.cause?.code], ['FileNotFoundError', 'ENOENT']);
			assert.equal(eventOf(trace, 'run-ended').error?.status, 503);
		});

		test('beats and the end say where the time of the thread went', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, time

async def main():
    # A machine that stops for a moment makes one of them short.
    for _ in range(6): await asyncio.sleep(0.05)
    end = time.thread_time() + 0.2
    while time.thread_time() < end: pass
    await asyncio.sleep(0.1)

asyncio.run(main())
`,
			});
			const ended = eventOf(trace, 'run-ended');
			assert.equal(ended.exitCode, 0);
			const {idle = 0, tracing = 0} = ended;
			assert(idle >= 250 && tracing > 0 && idle + tracing <= ended.at - 200, `${idle}, ${tracing} of ${ended.at} ms`);
			assert((ended.processor ?? 0) >= 200, `${ended.processor} ms`);
			const beats = eventsOf(trace, 'loop-beat');
			assert(beats.length >= 4);
			for (const [index, beat] of beats.entries()) {
				assert((beat.idle ?? 0) >= (beats[index - 1]?.idle ?? 0));
			}

			// While it computes there is no beat, and the next one is late.
			assert(Math.max(...beats.map(({lag}) => lag)) >= 140);
			const block = eventsOf(trace, 'loop-released').find(({ms}) => ms >= 200);
			assert(block, 'the block was not reported');
			assert((block.processor ?? 0) >= 190, `${block.processor} ms`);
			assert.equal(block.task, laneOf(trace, 'main').task);
		});

		test('what is only preempted is no block', {skip: process.platform !== 'linux' && 'takes Linux'}, async () => {
			const trace = await runText({
				python,
				program: `import asyncio, os, time
os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
others = []
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        end = time.monotonic() + 1
        while time.monotonic() < end: pass
        os._exit(0)
    others.append(pid)

async def turn():
    for _ in range(20): 
        for _ in range(20_000): pass
        await asyncio.sleep(0.01)

async def main():
    await asyncio.gather(turn(), turn())

asyncio.run(main())
`,
			});
			for (const block of eventsOf(trace, 'loop-released')) {
				assert(block.ms - (block.preempted ?? 0) >= 20, JSON.stringify(block));
			}
			const ended = eventOf(trace, 'run-ended');
			assert((ended.preempted ?? 0) > 50, `${ended.preempted} ms`);
		});

		test('a task that the library has for itself is no lane, and what waits for it waits', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def serve(reader, writer):
    writer.close()

async def main():
    server = await asyncio.start_server(serve, "localhost", 0)
    server.close()

asyncio.run(main())
`,
			});
			assert.deepEqual(
				eventsOf(trace, 'task-created').map(({name}) => name),
				['top level', 'main'],
			);
			assert.equal(
				eventsOf(trace, 'task-waiting').find(({task}) => task === laneOf(trace, 'main').task)?.place?.line,
				7,
			);
		});

		test('what is closed has not failed; what fails has, also if the code that catches that makes no call', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

class Token:
    def __await__(self): yield

async def resting():
    yield 1

async def with_finally():
    try:
        yield 1
    finally:
        len("")

async def by_hand():
    await Token()

async def before_its_start():
    pass

async def failing():
    yield 1
    raise KeyError("k")

async def main():
    for generator in resting(), with_finally():
        await generator.asend(None)
        await generator.aclose()
    coroutine = by_hand()
    coroutine.send(None)
    coroutine.close()
    before_its_start().close()
    try:
        async for _ in failing(): pass
    except KeyError:
        caught = True
    try:
        async for _ in failing(): pass
    except KeyError:
        print("caught")
    await asyncio.sleep(0)

asyncio.run(main())
`,
			});
			const outcomes = (name: string) =>
				eventsOf(trace, 'task-created')
					.filter(lane => lane.name === name)
					.map(({task}) => eventOf(trace, 'task-ended', task).outcome);
			assert.deepEqual(outcomes('resting'), ['done']);
			assert.deepEqual(outcomes('with_finally'), ['done']);
			assert.deepEqual(outcomes('failing'), ['failed', 'failed']);
			assert.equal(
				eventsOf(trace, 'task-ended').filter(({error}) => error?.name === 'KeyError').length,
				minor < 12 ? 1 : 2,
			);
			// Before 3.12, it is not known whether an exception has left it.
			if (minor >= 12) assert.deepEqual(outcomes('by_hand'), ['cancelled']);
			assert(outcomes('before_its_start').every(outcome => outcome === 'cancelled'));
		});

		test('times are real where a library freezes the clocks of all modules', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, sys, time

async def frozen():
    real = {id(getattr(time, name)) for name in ("time", "monotonic", "perf_counter")}
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if id(value) in real and not module.__name__.startswith("asyncio") and module is not time:
                setattr(module, name, lambda: 1577836800.0)
    async with asyncio.Lock():
        await asyncio.sleep(0.02)

asyncio.run(frozen())
`,
			});
			assert.deepEqual(eventsOf(trace, 'warning-raised'), []);
			const {task, at} = laneOf(trace, 'frozen');
			const took = eventOf(trace, 'task-ended', task).at - at;
			assert(took >= 20 && took < 10_000, `took ${took} ms`);
		});

		test('nothing is blocked after the loop has ended', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, time
async def main(): await asyncio.sleep(0.01)
asyncio.run(main())
time.sleep(0.1)
print("ended", flush=True)
time.sleep(0.3)
`,
			});
			const end = eventOf(trace, 'output-written').at;
			const blocks = trace.filter(({type}) => type === 'loop-blocked' || type === 'loop-released');
			assert.deepEqual(
				blocks.filter(({at}) => at > end),
				[],
			);
		});

		test('an exit code after a normal end is no break; one within a call is', async () => {
			const atEnd = await runText({
				python,
				program: 'import asyncio, sys\nasync def main(): return 3\nsys.exit(asyncio.run(main()))\n',
			});
			assert.deepEqual(
				[eventOf(atEnd, 'run-ended')].map(({outcome, exitCode, error}) => [outcome, exitCode, error]),
				[['ok', 3, undefined]],
			);
			assert.equal(endOf(atEnd, 'top level').outcome, 'done');
			const within = await runText({
				python,
				program: 'import asyncio, sys\nasync def main(): sys.exit(3)\nasyncio.run(main())\n',
			});
			assert.deepEqual(
				[eventOf(within, 'run-ended')].map(({outcome, exitCode}) => [outcome, exitCode]),
				[['exited', 3]],
			);
		});
	});
}
