import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {makePipe, onPosix, openPipe} from '../../helpers/named-pipe.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, written} from '../../helpers/run-program.ts';

/** Ends a program whose block is never reported, in ms. */
const maxBlockMs = 60_000;

/** The id of the only lane of that name. */
function lane(trace: readonly TraceEvent[], name: string): string {
	const [found, ...more] = eventsOf(trace, 'task-created').filter(event => event.name === name);
	assert(found && more.length === 0, `${more.length + (found ? 1 : 0)} lanes ${name}`);
	return found.task;
}

/** What became of the lane of that name: `created`, `scheduled`, `started` …, the last with its outcome. */
function life(trace: readonly TraceEvent[], name: string): readonly string[] {
	const id = lane(trace, name);
	return trace.flatMap(event => {
		if (!event.type.startsWith('task-') || !('task' in event) || event.task !== id) return [];
		return event.type === 'task-ended' ? event.outcome : event.type.slice('task-'.length);
	});
}

const parentOf = (trace: readonly TraceEvent[], name: string) =>
	eventOf(trace, 'task-created', lane(trace, name)).parent;

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`programs in Python: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`programs in Python ${version}`, () => {
		test('nothing is known of a process that has replaced its program, except its output', async () => {
			const trace = await runText({
				python,
				program: `import os, sys
print("first", flush=True)
os.execv(sys.executable, [sys.executable, "-c", "import time; print('second', flush=True); time.sleep(1)"])
`,
			});
			const {since, at} = eventOf(trace, 'observation-ended');
			const [first, second] = ['first', 'second'].map(text =>
				eventsOf(trace, 'output-written').find(event => event.text.startsWith(text)),
			);
			assert(first && second && first.at <= since && since <= at && at < eventOf(trace, 'run-ended').at);
			assert.equal(eventOf(trace, 'engine-exited').code, 0);
		});

		test('a process that closes nothing is observed to its end', async () => {
			const trace = await runText({python, program: 'import time\ntime.sleep(0.3)\n'});
			assert.deepEqual(eventsOf(trace, 'observation-ended'), []);
		});

		test('the top level is suspended while its loop runs, and the main coroutine is below it', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def main():
    await asyncio.sleep(0.02)
    return "result"

def begin():
    return asyncio.run(main())

print(begin())
`,
			});
			const top = eventOf(trace, 'task-created', lane(trace, 'top level'));
			assert.deepEqual([top.kind, top.parent], ['program', undefined]);
			assert(eventOf(trace, 'run-started').at <= top.at);
			assert.deepEqual(life(trace, 'top level'), ['created', 'started', 'waiting', 'resumed', 'done']);
			const waiting = eventOf(trace, 'task-waiting', top.task);
			assert.deepEqual([waiting.place?.line, waiting.place?.function], [8, 'begin']);
			assert.deepEqual(waiting.on, {kind: 'task', task: lane(trace, 'main')});
			assert.equal(parentOf(trace, 'main'), top.task);
			assert.deepEqual(life(trace, 'main'), ['created', 'scheduled', 'started', 'waiting', 'resumed', 'done']);
			assert.equal(eventOf(trace, 'task-ended', lane(trace, 'main')).value, "'result'");
			const output = eventOf(trace, 'output-written');
			assert.deepEqual([output.text, output.task, output.place?.line], ['result\n', top.task, 10]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
			assert.equal(eventOf(trace, 'engine-exited').code, 0);
		});

		test('a coroutine that nobody awaits is no lane, and says so at its line', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, warnings

async def forgotten():
    print("never")

async def main():
    forgotten()
    await asyncio.sleep(0)
    warnings.simplefilter("ignore")
    forgotten()

asyncio.run(main())
`,
			});
			assert(!eventsOf(trace, 'task-created').some(({name}) => name === 'forgotten'));
			assert.deepEqual(
				eventsOf(trace, 'warning-raised').map(({kind, message, place}) => [kind, message, place?.line]),
				[7, 10].map(line => ['never-awaited', "coroutine 'forgotten' was never awaited", line]),
			);
			assert.match(written(trace, 'stderr'), /RuntimeWarning: coroutine 'forgotten' was never awaited/);
		});

		test('a coroutine that a decorator of a library made is reported at the line that called it', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, functools

@functools.singledispatch
async def forgotten(value):
    pass

async def main():
    lock = asyncio.Lock()
    kept = [
        forgotten(1),
        lock.acquire(),
    ]
    await asyncio.sleep(0)

asyncio.run(main())
`,
			});
			assert.deepEqual(
				eventsOf(trace, 'warning-raised')
					.map(({kind, place}) => [kind, place?.line])
					.toSorted(),
				[10, 11].map(line => ['never-awaited', line]),
			);
		});

		test('a task is scheduled where it is made, and starts when its maker is suspended', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def f():
    print("f")
    await asyncio.sleep(0)
    print("f again")

async def main():
    task = asyncio.create_task(f())
    print("made")
    await asyncio.sleep(0)
    print("main again")
    await task

asyncio.run(main())
`,
			});
			assert.equal(written(trace, 'stdout'), 'made\nf\nmain again\nf again\n');
			assert.deepEqual(life(trace, 'f'), ['created', 'scheduled', 'started', 'waiting', 'resumed', 'done']);
			const [first, second] = eventsOf(trace, 'task-waiting', lane(trace, 'main'));
			assert.deepEqual([first?.on, second?.on], [{kind: 'yield'}, {kind: 'task', task: lane(trace, 'f')}]);
			assert.equal(parentOf(trace, 'f'), lane(trace, 'main'));
		});

		test('calls begin and end when they do, also those that are never suspended', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, time

async def quick():
    return "at once"

async def fails():
    raise ValueError("at once")

async def holds():
    time.sleep(0.06)
    await quick()
    time.sleep(0.06)

async def main():
    await holds()
    time.sleep(0.06)
    try:
        await fails()
    except ValueError:
        time.sleep(0.06)

asyncio.run(main())
`,
			});
			const took = (name: string) =>
				eventOf(trace, 'task-ended', lane(trace, name)).at - eventOf(trace, 'task-started', lane(trace, name)).at;
			assert.deepEqual(life(trace, 'quick'), ['created', 'started', 'done']);
			assert.deepEqual(life(trace, 'fails'), ['created', 'started', 'failed']);
			assert.equal(eventOf(trace, 'task-ended', lane(trace, 'quick')).value, "'at once'");
			assert.equal(parentOf(trace, 'quick'), lane(trace, 'holds'));
			const end = (name: string) => eventOf(trace, 'task-ended', lane(trace, name)).at;
			assert(took('holds') >= 119 && end('main') - end('holds') >= 119);
			assert(end('holds') - end('quick') >= 59 && end('main') - end('fails') >= 59);
			assert(eventOf(trace, 'task-started', lane(trace, 'quick')).at >= 60);
		});

		test('calls that are many at once are reported or counted, each once', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def step(number):
    await asyncio.sleep(0)
    if number == 3000:
        print("here")
    if number == 3100:
        await asyncio.sleep(0.1)
    if number == 3200:
        raise ValueError("on purpose")

async def chain(first):
    for number in range(first, first + 500):
        try:
            await step(number)
        except ValueError:
            pass

async def main():
    await asyncio.gather(*(chain(500 * number) for number in range(8)))

asyncio.run(main())
`,
			});
			const steps = eventsOf(trace, 'task-created').filter(({name}) => name === 'step');
			const counted = eventsOf(trace, 'calls-counted').reduce((sum, {times}) => sum + times, 0);
			assert.equal(steps.length + counted, 4000);
			assert(eventsOf(trace, 'calls-counted').every(({name, place}) => name === 'step' && place.line === 3));
			const ids = new Set(steps.map(({task}) => task));
			// What prints, rests or fails is reported, with its place.
			const [printed] = eventsOf(trace, 'output-written');
			assert(ids.has(printed?.task ?? ''));
			const slept = eventsOf(trace, 'task-waiting').find(({task, on}) => ids.has(task) && on.kind === 'timer');
			assert.equal(eventsOf(trace, 'task-cycled').filter(({task}) => ids.has(task)).length, 0);
			assert.equal(slept?.place?.line, 8);
			const awaiting = eventsOf(trace, 'task-waiting').find(({on}) => on.kind === 'task' && on.task === slept?.task);
			assert.equal(awaiting?.place?.line, 15);
			const failed = eventsOf(trace, 'task-ended').filter(({outcome}) => outcome === 'failed');
			assert.deepEqual(
				// Before 3.12 what fails in a flood is known, but not why.
				failed.map(({task, error}) => [ids.has(task), minor < 12 ? 'on purpose' : error?.message]),
				[[true, 'on purpose']],
			);
		});

		test('waits for calls that are only counted are counted too', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def step():
    await asyncio.sleep(0)

async def chain():
    for _ in range(40):
        await step()
    await asyncio.sleep(0.06)

async def main():
    await asyncio.gather(*(chain() for _ in range(100)))

asyncio.run(main())
`,
			});
			const named = (name: string) =>
				new Set(eventsOf(trace, 'task-created').flatMap(each => (each.name === name ? [each.task] : [])));
			const [chains, steps] = [named('chain'), named('step')];
			const waits = eventsOf(trace, 'task-waiting').filter(({task}) => chains.has(task));
			const forSteps = waits.filter(({on}) => on.kind === 'task');
			const counted = eventsOf(trace, 'task-cycled').filter(({task}) => chains.has(task));
			// A chain waits 40 times for steps: the first waits, and those for steps that are reported, are reported.
			assert(
				forSteps.length <= 3 * 100 + 2 * steps.size,
				`${forSteps.length} waits for ${steps.size} steps that are reported`,
			);
			assert(counted.reduce((sum, {times}) => sum + times, 0) > 100);
			const timers = waits.filter(({on}) => on.kind === 'timer');
			assert.deepEqual(new Set(timers.map(({place}) => place?.line)), new Set([9]));
			assert.equal(timers.length, 100);
		});

		test('a hot task that then sleeps is reported as waiting, also while others keep the loop busy', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def sleeps():
    for _ in range(200):
        await asyncio.sleep(0)
    await asyncio.sleep(0.2)

async def spins(task):
    while not task.done():
        await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(sleeps())
    await asyncio.gather(task, spins(task))

asyncio.run(main())
`,
			});
			const task = lane(trace, 'sleeps');
			const wait = eventsOf(trace, 'task-waiting', task).find(({on}) => on.kind === 'timer');
			assert.equal(wait?.place?.line, 6);
			assert(eventOf(trace, 'task-ended', task).at - (wait?.at ?? 0) > 100);
			const cycles = eventsOf(trace, 'task-cycled', task);
			assert(cycles.every(({at}) => at <= (wait?.at ?? 0)));
		});

		test('a loop that only calls does not flood the trace', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def leaf(number):
    return [number for number in range(20)]

async def main():
    for number in range(20_000):
        await leaf(number)
    await asyncio.sleep(0)
    await last()

async def last():
    await asyncio.sleep(0)

asyncio.run(main())
`,
			});
			// Before 3.12 500 calls are told of in one go, and again when a thread that looks every 25 ms has woken the report.
			const main = lane(trace, 'main');
			const took = eventOf(trace, 'task-ended', main).at - eventOf(trace, 'task-started', main).at;
			assert(trace.length < 200 + 3 * 500 * (4 + took / 10), `${trace.length} events in ${took} ms`);
			assert(trace.length < 3 * 20_000, `${trace.length} events: each call is told of`);
			assert.deepEqual(life(trace, 'last'), ['created', 'started', 'waiting', 'resumed', 'done']);
			assert.deepEqual(life(trace, 'main').at(-1), 'done');
		});

		test('gather schedules coroutines together, and waits for all of them', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def f(): await asyncio.sleep(0.06)
async def g(): await asyncio.sleep(0.04)

async def main():
    await asyncio.gather(f(), g())

asyncio.run(main())
`,
			});
			const {on} = eventOf(trace, 'task-waiting', lane(trace, 'main'));
			assert.deepEqual(on, {kind: 'join', how: 'gather', tasks: [lane(trace, 'f'), lane(trace, 'g')], count: 2});
			const started = eventOf(trace, 'task-started', lane(trace, 'g')).at;
			assert(started < eventOf(trace, 'task-ended', lane(trace, 'f')).at);
		});

		test('a task group cancels the siblings of a failure', {skip: minor < 11 && 'takes Python 3.11'}, async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("on purpose")

async def sibling():
    await asyncio.sleep(60)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fails())
        group.create_task(sibling())

asyncio.run(main())
`,
			});
			assert.equal(life(trace, 'fails').at(-1), 'failed');
			assert.equal(life(trace, 'sibling').at(-1), 'cancelled');
			const ended = eventOf(trace, 'run-ended');
			assert.deepEqual([ended.outcome, ended.error?.place?.line], ['failed', 5]);
			assert.deepEqual([ended.error?.name, ended.error?.message], ['ValueError', 'on purpose']);
		});

		test('what is still open when main returns is cancelled with its loop', async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def orphan():
    await asyncio.sleep(60)

async def main():
    asyncio.create_task(orphan())
    await asyncio.sleep(0)

asyncio.run(main())
print("the end")
`,
			});
			assert.equal(life(trace, 'orphan').at(-1), 'cancelled');
			const end = eventOf(trace, 'task-ended', lane(trace, 'orphan'));
			assert(end.at >= eventOf(trace, 'task-ended', lane(trace, 'main')).at);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('each loop is traced: two in turn, one by hand, one in a thread', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, threading

async def one(): await asyncio.sleep(0.001)
async def two(): await asyncio.sleep(0.001)
async def three(): await asyncio.sleep(0.001)
async def four(): await asyncio.sleep(0.001)

def elsewhere():
    asyncio.run(four())

asyncio.run(one())
asyncio.run(two())
loop = asyncio.new_event_loop()
loop.run_until_complete(three())
loop.close()
thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
`,
			});
			for (const name of ['one', 'two', 'three', 'four']) {
				assert.deepEqual(life(trace, name), ['created', 'scheduled', 'started', 'waiting', 'resumed', 'done']);
			}

			const top = lane(trace, 'top level');
			assert.deepEqual(
				eventsOf(trace, 'task-waiting', top).map(({place}) => place?.line),
				[11, 12, 14],
			);
			assert.equal(parentOf(trace, 'three'), top);
			assert.equal(parentOf(trace, 'four'), lane(trace, 'elsewhere'));
		});

		test('without a loop the top level holds the thread, and functions in threads do not', async () => {
			const trace = await runText({
				python,
				program: `import threading, time
from concurrent.futures import ThreadPoolExecutor

def work(seconds):
    time.sleep(seconds)
    print("worked")
    return seconds

def breaks():
    raise ValueError("in a thread")

def pooled():
    return "pooled"

thread = threading.Thread(target=work, args=(0.3,), name="worker")
thread.start()
thread.join()
thread = threading.Thread(target=breaks)
thread.start()
thread.join()
with ThreadPoolExecutor(1) as pool:
    pool.submit(pooled).result()
`,
			});
			assert.deepEqual(life(trace, 'top level'), ['created', 'started', 'done']);
			const work = eventOf(trace, 'task-created', lane(trace, 'work'));
			assert.deepEqual([work.kind, work.parent, work.place?.line], ['thread', lane(trace, 'top level'), 4]);
			assert.deepEqual(life(trace, 'work'), ['created', 'started', 'waiting', 'done']);
			assert.deepEqual(eventOf(trace, 'task-waiting', work.task).on, {kind: 'thread', what: 'worker'});
			const output = eventsOf(trace, 'output-written')[0];
			assert.deepEqual([output?.text, output?.task, output?.place?.line], ['worked\n', work.task, 6]);
			// It waits for the thread, but no loop does.
			assert.deepEqual([...eventsOf(trace, 'loop-blocked'), ...eventsOf(trace, 'loop-released')], []);
			const failed = eventOf(trace, 'task-ended', lane(trace, 'breaks'));
			assert.deepEqual([failed.outcome, failed.error?.place?.line], ['failed', 10]);
			assert.equal(eventOf(trace, 'warning-raised').kind, 'uncaught');
			assert.equal(eventOf(trace, 'task-ended', lane(trace, 'pooled')).value, "'pooled'");
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('while another thread runs the loop, who waits for it neither works nor blocks anything', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, threading

async def fetch():
    await asyncio.sleep(0.25)

thread = threading.Thread(target=lambda: asyncio.run(fetch()))
thread.start()
thread.join()
`,
			});
			assert.equal(eventsOf(trace, 'loop-blocked').length + eventsOf(trace, 'loop-released').length, 0);
			const {idle = 0, preempted = 0} = eventOf(trace, 'run-ended');
			assert(idle + preempted >= 240, `${idle} ms idle, ${preempted} ms preempted`);
		});

		test('to_thread and run_in_executor are lanes below the coroutine, and the loop goes on', async () => {
			const trace = await runText({
				python,
				program: `import asyncio, time

def work():
    time.sleep(0.08)
    print("in a thread")

async def main():
    if hasattr(asyncio, "to_thread"):
        await asyncio.to_thread(work)
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.08)

asyncio.run(main())
`,
			});
			const work = lane(trace, 'work');
			assert.equal(parentOf(trace, 'work'), lane(trace, 'main'));
			assert.equal(parentOf(trace, 'sleep'), lane(trace, 'main'));
			assert.equal(eventOf(trace, 'output-written').task, work);
			assert.equal(eventsOf(trace, 'loop-blocked').length, 0);
			assert(eventsOf(trace, 'loop-beat').length >= 2);
		});

		test('a coroutine that blocks is seen while it lasts, with its line', onPosix, async context => {
			const pipe = makePipe(context);
			const trace = await runText({
				python,
				signal: AbortSignal.timeout(maxBlockMs),
				arguments: [pipe],
				program: `import asyncio, sys

async def holds():
    await asyncio.sleep(0.06)
    open(sys.argv[1]).close()

asyncio.run(holds())
`,
				on: event => event.type === 'loop-blocked' && openPipe(pipe),
			});
			const blocked = eventOf(trace, 'loop-blocked');
			assert.deepEqual([blocked.task, blocked.place?.line], [lane(trace, 'holds'), 5]);
			const released = eventsOf(trace, 'loop-released').find(({task}) => task === blocked.task);
			assert.equal(released?.place?.line, 5);
			assert(blocked.at < released.at, 'it is seen while it lasts');
			assert(released.ms > (released.at - blocked.since) / 2, `${released.ms} ms since ${blocked.since}`);
		});

		test('where a blocked top level has got to is told as it moves', onPosix, async context => {
			const pipes = [makePipe(context), makePipe(context)];
			const trace = await runText({
				python,
				signal: AbortSignal.timeout(maxBlockMs),
				arguments: pipes,
				program: 'import sys\nopen(sys.argv[1]).close()\nopen(sys.argv[2]).close()\n',
				on(event) {
					const pipe = event.type === 'loop-blocked' ? pipes[(event.place?.line ?? 0) - 2] : undefined;
					if (pipe !== undefined) openPipe(pipe);
				},
			});
			const blocked = eventsOf(trace, 'loop-blocked');
			assert.deepEqual(
				blocked.map(({place}) => place?.line),
				[2, 3],
			);
			assert.equal(new Set(blocked.map(({since}) => since)).size, 1);
		});

		test('the line at which the lock of the interpreter was held is told as soon as it is free', async () => {
			const program =
				'import asyncio\nasync def main():\n    await asyncio.sleep(0.01)\n    sum(range(5 * 10**7))\nasyncio.run(main())\n';
			const lines = new Set<number | undefined>();
			// Another thread can be the first to get the lock, and the block be over when it is the observer's turn: then no line is told.
			for (let tries = 0; lines.size === 0 && tries < 6; tries++) {
				const trace = await runText({python, program});
				const blocks = [...eventsOf(trace, 'loop-blocked'), ...eventsOf(trace, 'loop-released')];
				const own = blocks.filter(({task}) => task === lane(trace, 'main'));
				assert(own.some(({type}) => type === 'loop-blocked') && own.some(({type}) => type === 'loop-released'));
				for (const {place} of blocks) if (place) lines.add(place.line);
			}
			assert.deepEqual([...lines], [4]);
		});

		test('a function that holds the lock of the interpreter is seen at the top level too', async () => {
			const abort = new AbortController();
			const trace = await runText({
				python,
				program: '\nsum(range(10**12))\n',
				signal: abort.signal,
				on: event => event.type === 'loop-blocked' && abort.abort(),
			});
			const blocked = eventOf(trace, 'loop-blocked');
			assert.deepEqual([blocked.task, blocked.place], [lane(trace, 'top level'), undefined]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		});

		test('an aborted program is interrupted as by Ctrl+C', async () => {
			const abort = new AbortController();
			const trace = await runText({
				python,
				program: `import asyncio

async def main():
    try:
        print("ready")
        await asyncio.sleep(60)
    finally:
        print("cleaned up")

asyncio.run(main())
`,
				signal: abort.signal,
				on: event => event.type === 'task-waiting' && event.on.kind === 'timer' && abort.abort(),
			});
			assert.equal(written(trace, 'stdout'), 'ready\ncleaned up\n');
			assert.equal(life(trace, 'main').at(-1), 'cancelled');
			assert.equal(life(trace, 'top level').at(-1), 'cancelled');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		});

		test('eager tasks start before they are scheduled', {skip: minor < 12 && 'takes Python 3.12'}, async () => {
			const trace = await runText({
				python,
				program: `import asyncio

async def f():
    await asyncio.sleep(0.001)

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await asyncio.create_task(f())

asyncio.run(main())
`,
			});
			assert.deepEqual(life(trace, 'f'), ['created', 'started', 'waiting', 'resumed', 'done']);
			assert.equal(parentOf(trace, 'f'), lane(trace, 'main'));
		});
	});
}
