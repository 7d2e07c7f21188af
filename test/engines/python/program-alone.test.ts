import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import type {Files} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runTracedAndAlone} from '../../helpers/run-alone.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

/** Programs that end in one way or another. `fails`: the name of the error, and its line in the program. */
const programs: readonly {
	readonly program: string;
	/** Texts of files beside it, by name. */
	readonly beside?: Files;
	readonly arguments?: readonly string[];
	/** Whether it runs in its own folder. */
	readonly inFolder?: boolean;
	readonly does: string;
	readonly outcome: 'ok' | 'failed' | 'exited' | 'cancelled';
	readonly fails?: readonly [name: string, line: number | undefined];
	/** It takes Python 3.x. */
	readonly takes?: number;
}[] = [
	{
		does: 'is alone in its process',
		outcome: 'ok',
		arguments: ['one', '--two'],
		inFolder: true,
		beside: {'beside.py': 'import sys\nNAME = __name__\n', 'simulated.py': 'OWN = True\n'},
		program: `"""What it is."""
import beside, os, simulated, sys, threading
print(sys.argv, __name__, __doc__, sys.modules["__main__"].__file__ == __file__, beside.NAME, simulated.OWN)
print(__file__, os.getcwd(), sys.path[0], __spec__, __package__, __cached__, type(__loader__).__name__)
print(threading.active_count(), threading.current_thread().name, sorted(globals()))
`,
	},
	{
		does: 'raises at its top level',
		outcome: 'failed',
		fails: ['LookupError', 4],
		program: 'import atexit\natexit.register(print, "at exit")\nprint("before")\nraise LookupError("at the top")\n',
	},
	{
		does: 'raises in a task',
		outcome: 'failed',
		fails: ['ValueError', 5],
		program: `import asyncio

async def fails():
    await asyncio.sleep(0)
    raise ValueError("in a task")

async def main():
    await asyncio.gather(fails())

asyncio.run(main())
`,
	},
	{
		does: 'raises a group',
		outcome: 'failed',
		fails: ['ValueError', 5],
		takes: 11,
		program: `import asyncio

async def fails():
    await asyncio.sleep(0)
    raise ValueError("in a group")

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fails())

asyncio.run(main())
`,
	},
	{
		does: 'is no Python',
		outcome: 'failed',
		fails: ['SyntaxError', 2],
		program: 'print("no")\nasync def f(:\n    pass\n',
	},
	{
		does: 'imports what is not there',
		outcome: 'failed',
		fails: ['ModuleNotFoundError', 2],
		program: 'print("so far")\nimport nowhere\n',
	},
	{does: 'leaves with 0', outcome: 'ok', program: 'import sys\nsys.exit(0)\n'},
	{does: 'leaves with 3', outcome: 'ok', program: 'import sys\nsys.exit(3)\n'},
	{
		does: 'leaves with a message',
		outcome: 'ok',
		program: 'import sys\nsys.exit("why")\n',
	},
	{
		does: 'leaves from within a coroutine',
		outcome: 'exited',
		fails: ['Exit', undefined],
		program: 'import asyncio, sys\nasync def main():\n    sys.exit(5)\nasyncio.run(main())\n',
	},
	{
		does: 'leaves from a task that another one awaits',
		outcome: 'exited',
		fails: ['Exit', undefined],
		program: `import asyncio, sys

async def leaves():
    await asyncio.sleep(0.01)
    sys.exit(7)

async def main():
    await asyncio.gather(leaves(), asyncio.sleep(0.3))

def start():
    asyncio.run(main())

start()
`,
	},
	{
		does: 'leaves at once',
		outcome: 'ok',
		program: 'import os\nos._exit(4)\n',
	},
	{
		does: 'runs a loop within a loop',
		outcome: 'failed',
		fails: ['RuntimeError', 7],
		program: `import asyncio

async def inner():
    pass

async def main():
    asyncio.run(inner())

asyncio.run(main())
`,
	},
	{
		does: 'never hears of a failure',
		outcome: 'ok',
		program: `import asyncio

async def bad():
    raise ValueError("nobody hears")

async def never():
    pass

async def main():
    never()
    asyncio.create_task(bad())
    await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)

asyncio.run(main())
`,
	},
	{
		does: 'prints its own tracebacks',
		outcome: 'ok',
		program: `import asyncio, threading, traceback
from concurrent.futures import ThreadPoolExecutor

def breaks():
    raise ValueError("in a thread")

async def fails():
    raise KeyError("in a task")

async def main():
    try:
        await asyncio.create_task(fails())
    except KeyError:
        traceback.print_exc()

asyncio.run(main())
with ThreadPoolExecutor(1) as pool:
    future = pool.submit(breaks)
try:
    future.result()
except ValueError:
    traceback.print_exc()
thread = threading.Thread(target=breaks, name="own")
thread.start()
thread.join()
`,
	},
	{
		does: 'prints its own tasks',
		outcome: 'ok',
		program: `import asyncio

async def f():
    await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(f())
    print(task, asyncio.iscoroutine(task.get_coro()))
    await task
    print(task, asyncio.current_task().get_name(), len(asyncio.all_tasks()))

asyncio.run(main())
`,
	},
	{
		does: 'waits for its threads',
		outcome: 'ok',
		program: `import atexit, threading, time

def late():
    time.sleep(0.05)
    print("late")

atexit.register(print, "at exit")
threading.Thread(target=late).start()
print("the last line")
`,
	},
	{
		does: 'works in other processes',
		outcome: 'ok',
		program: `import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor

def square(number):
    return number * number

def child():
    print("child", flush=True)

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(list(pool.map(square, [2, 3])), flush=True)
    for how in multiprocessing.get_all_start_methods():
        process = multiprocessing.get_context(how).Process(target=child)
        process.start()
        process.join()
        print(how, process.exitcode, flush=True)
`,
	},
];

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`programs as in Python alone: ${withoutPython}`);
}

for (const {executable: python, version, minor} of pythons) {
	suite(`as in Python ${version} alone`, () => {
		for (const {does, outcome, fails, takes = 9, ...program} of programs) {
			const skip = minor < takes && `takes Python 3.${takes}`;
			test(`a program that ${does} ends and writes as it does untraced`, {skip}, async () => {
				const {trace, traced, alone} = await runTracedAndAlone(python, program);
				assert.equal(traced.code, alone.code);
				assert.equal(traced.stderr, alone.stderr);
				assert.deepEqual(traced.stdout.split('\n').sort(), alone.stdout.split('\n').sort());
				const ended = eventOf(trace, 'run-ended');
				assert.equal(ended.outcome, outcome);
				assert.deepEqual(ended.error && [ended.error.name, ended.error.place?.line], fails);
			});
		}

		test('a process pool works off the thread', async () => {
			const trace = await runText({
				python,
				program: `from concurrent.futures import ProcessPoolExecutor

def square(number):
    return number * number

def fails():
    raise ValueError("elsewhere")

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(pool.submit(square, 3).result())
        print(repr(pool.submit(fails).exception()))
`,
			});
			const lanes = eventsOf(trace, 'task-created').filter(({kind}) => kind === 'thread');
			assert.deepEqual(
				lanes.map(({task, name}) => {
					const {outcome, value, error} = eventOf(trace, 'task-ended', task);
					return [name, eventOf(trace, 'task-waiting', task).on, outcome, value ?? error?.message];
				}),
				[
					['square', {kind: 'thread', what: 'process'}, 'done', '9'],
					['fails', {kind: 'thread', what: 'process'}, 'failed', 'elsewhere'],
				],
			);
		});

		test('a program that is no Python has not begun', async () => {
			const trace = await runText({python, program: 'async def f(:\n    pass\n'});
			assert.equal(eventsOf(trace, 'run-started').length, 0);
			assert.equal(eventsOf(trace, 'task-created').length, 0);
		});
	});
}
