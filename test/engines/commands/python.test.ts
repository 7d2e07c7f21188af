import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {withFolder} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import type {Outcome} from '../../helpers/run-command.ts';
import {callsIn, runBare, runWatched} from '../../helpers/run-command.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const prints = `import asyncio, sys

async def load(n):
    await asyncio.sleep(0.01)
    print("loaded", n, "ä€😀")
    print("note", n, file=sys.stderr)
    return n

async def main():
    await asyncio.gather(load(1), load(2))

print(__name__, sys.argv[1:], "sitecustomize" in sys.modules)
asyncio.run(main())
sys.exit(3)
`;

const napping = 'import asyncio\nasync def nap():\n    await asyncio.sleep(0.01)\n';

/** Programs whose output, errors and code must be the same when they are watched. */
const programs: Readonly<Record<string, string>> = {
	'prints.py': prints,
	'boom.py': `import asyncio
async def inner():
    await asyncio.sleep(0)
    raise ValueError("no")
async def main():
    await asyncio.create_task(inner())
asyncio.run(main())
`,
	'unheard.py': `import asyncio
async def fails():
    raise KeyError("unheard")
async def main():
    task = asyncio.create_task(fails())
    await asyncio.sleep(0.01)
    asyncio.sleep(1)
    print("end")
asyncio.run(main())
`,
	'cleanup.py': `import asyncio, atexit, threading
atexit.register(print, "at exit")
class Held:
    def __del__(self):
        print("collected")
held = Held()
async def main():
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except asyncio.TimeoutError:
        print("timed out")
threading.Thread(target=print, args=("thread",)).start()
asyncio.run(main())
`,
	'plain.py': 'import sys\nprint(sys.path[0] != "", sorted(name for name in sys.modules if "async" in name))\n',
	'traced.py': `import bdb, os, sys
files = set()
sys.settrace(lambda frame, *_: files.add(frame.f_code.co_filename))
import asyncio
class Debugger(bdb.Bdb):
    def user_line(self, frame):
        stack, index = self.get_stack(frame, None)
        print(frame.f_lineno, [outer.f_code.co_name for outer, _ in stack], index)
async def inner():
    await asyncio.sleep(0)
    debugger = Debugger()
    debugger.set_trace()
    debugger.set_next(sys._getframe())
    await asyncio.sleep(0)
    debugger.set_continue()
async def main():
    await inner()
asyncio.run(main())
sys.settrace(None)
folder = os.path.dirname(os.__file__)
print(sorted(name for name in files if not name.startswith((folder, "<"))))
`,
	'exits.py': `import asyncio, os
async def main():
    await asyncio.sleep(0)
    os._exit(7)
asyncio.run(main())
`,
	'interrupts.py': `import asyncio, os, signal
async def main():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(5)
    finally:
        print("cleaned up")
asyncio.run(main())
`,
	'kills.py': `import asyncio, os, signal
async def main():
    await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(5)
asyncio.run(main())
`,
	'paths.py': `import asyncio, sys, os
print([entry for entry in sys.path if "async" in entry], os.environ.get("PYTHONSTARTUP"))
async def main():
    await asyncio.sleep(0)
asyncio.run(main())
`,
	'ends.py': `import asyncio
async def never():
    await asyncio.sleep(5)
async def main():
    global task
    task = asyncio.create_task(never())
    await asyncio.sleep(0.01)
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
`,
};

/** The text of some objects has their address. */
function withoutAddresses({stdout, stderr, code}: Outcome): Outcome {
	return {stdout, stderr: stderr.replaceAll(/0x[\da-f]+/g, '0x…'), code};
}

const pythons = await testPythons();

test('there is a Python to try', {skip: pythons.length > 0 ? false : withoutPython}, () => {});

for (const {version, minor, executable} of pythons) {
	suite(`Python ${version}`, () => {
		for (const [file, text] of Object.entries(programs)) {
			const twice = file === 'interrupts.py' && minor < 11 ? 'it shows the line of an interrupt twice' : false;
			test(`${file} prints what it prints alone, and ends with the same code`, {skip: twice}, () =>
				withFolder({[file]: text}, async folder => {
					const cwd = fileURLToPath(folder);
					const bare = await runBare([executable, file, 'an argument'], {cwd});
					const {traces, ...watched} = await runWatched([executable, file, 'an argument'], {cwd});
					assert.deepEqual(withoutAddresses(watched), withoutAddresses(bare));
					const isAsync = text.includes('async def');
					assert.equal(eventsOf(traces[0] ?? [], 'runtime-ready').length, isAsync ? 1 : 0);
				}),
			);
		}

		test('lanes, lines and output of a file are those of its program', () =>
			withFolder({'prints.py': prints}, async folder => {
				const {traces} = await runWatched([executable, 'prints.py'], {cwd: fileURLToPath(folder)});
				const [trace = []] = traces;
				assert.deepEqual(callsIn(trace), ['main prints.py:9', 'load prints.py:3']);
				assert.equal(eventOf(trace, 'file-described').text, prints);
				const loads = eventsOf(trace, 'task-created').filter(event => event.name === 'load');
				const written = eventsOf(trace, 'output-written').filter(
					({stream, place}) => stream === 'stdout' && place?.line === 5,
				);
				assert.deepEqual(
					loads.map(({task}) => written.flatMap(event => (event.task === task ? event.text : [])).join('')),
					['loaded 1 ä€😀\n', 'loaded 2 ä€😀\n'],
				);
				assert.equal(eventOf(trace, 'run-ended').exitCode, 3);
			}));

		test('the code of -c has lanes, with the lines that a traceback gives', async () => {
			const {traces} = await runWatched([executable, '-Bc', prints, 'an argument']);
			const [trace = []] = traces;
			assert.deepEqual(callsIn(trace), ['main <string>:9', 'load <string>:3']);
			assert.deepEqual(
				eventsOf(trace, 'file-described').map(({name, text}) => [name, text]),
				minor < 10 ? [] : [['<string>', prints]],
			);
		});

		test("a sitecustomize and a PYTHONPATH of the user's own are left in place", () =>
			withFolder(
				{
					'own/sitecustomize.py': 'import sys\nprint("own", sys.modules["sitecustomize"].__file__)\n',
					'own/helper.py': 'async def help():\n    return "helped"\n',
					'main.py':
						'import asyncio, sitecustomize, helper\nprint(sitecustomize.__file__)\nprint(asyncio.run(helper.help()))\n',
				},
				async folder => {
					const cwd = fileURLToPath(folder);
					const env = {...process.env, PYTHONPATH: `${cwd}own`};
					const bare = await runBare([executable, 'main.py'], {cwd, env});
					const {traces, ...watched} = await runWatched([executable, 'main.py'], {cwd, env});
					assert.match(bare.stdout, /^own .*own.sitecustomize\.py/);
					assert.deepEqual(watched, bare);
					assert.deepEqual(traces.map(callsIn), [['help own/helper.py:1']]);
				},
			));

		for (const method of ['spawn', 'fork', 'forkserver']) {
			test(`processes of multiprocessing have traces of their own: ${method}`, () =>
				withFolder(
					{
						'many.py': `import asyncio, multiprocessing, sys
async def inside(n):
    await asyncio.sleep(0.01)
    return n
def child(n):
    asyncio.run(inside(n))
if __name__ == "__main__":
    asyncio.run(inside(0))
    context = multiprocessing.get_context(sys.argv[1])
    processes = [context.Process(target=child, args=(n,)) for n in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
`,
					},
					async folder => {
						const cwd = fileURLToPath(folder);
						const argv = [executable, 'many.py', method] as const;
						const {traces, ...watched} = await runWatched(argv, {cwd});
						assert.deepEqual(watched, await runBare(argv, {cwd}));
						assert.deepEqual(traces.map(callsIn), Array(3).fill(['inside many.py:2']));
						const processes = traces.map(trace => eventOf(trace, 'runtime-ready').process);
						assert.equal(new Set(processes.map(each => each?.pid)).size, 3);
						for (const trace of traces) {
							assert.deepEqual(eventsOf(trace, 'warning-raised'), []);
							assert.equal(eventsOf(trace, 'task-created').filter(({kind}) => kind === 'program').length, 1);
						}
					},
				));
		}

		test('the modules of a zip application are the program', () =>
			withFolder(
				{'app/__main__.py': 'import asyncio, lib\nasyncio.run(lib.nap())\n', 'app/lib.py': napping},
				async folder => {
					const cwd = fileURLToPath(folder);
					execFileSync(executable, ['-m', 'zipapp', 'app'], {cwd});
					const {traces} = await runWatched([executable, 'app.pyz'], {cwd});
					assert.deepEqual(callsIn(traces[0] ?? []), ['nap app.pyz/lib.py:2']);
					const texts = eventsOf(traces[0] ?? [], 'file-described').map(({name, text}) => [name, text]);
					assert.equal(new Map(texts as [string, string][]).get('app.pyz/lib.py'), napping);
				},
			));

		test('an isolated Python is not observed, and runs', () =>
			withFolder({'prints.py': prints}, async folder => {
				const cwd = fileURLToPath(folder);
				const argv = [executable, '-I', 'prints.py'] as const;
				const {traces, ...watched} = await runWatched(argv, {cwd});
				assert.deepEqual(watched, await runBare(argv, {cwd}));
				assert.deepEqual(eventsOf(traces[0] ?? [], 'runtime-ready'), []);
			}));
	});
}
