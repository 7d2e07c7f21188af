import assert from 'node:assert/strict';
import {realpathSync} from 'node:fs';
import {basename} from 'node:path';
import {describe as suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {folderOf} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`tasks of a file of one's own: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`tasks of a file of one's own in Python ${version}`, () => {
		test('they run in its folder, with the modules beside it and the environment, as those of a module', async context => {
			const folder = folderOf(context, {
				'jobs.py': `import asyncio, os, sys
from beside import answer

async def where():
    return os.path.realpath(os.getcwd()), os.path.realpath(sys.path[0]), __name__, sys.modules[__name__].answer

async def with_default(text="own"):
    await asyncio.sleep(0.01)
    return text + open("data.txt").read()

async def parseContext():
    return "simulated" in sys.modules, os.environ["PATH"] == ${JSON.stringify(process.env.PATH)}, sys.argv

if __name__ == "__main__":
    raise RuntimeError("it is no program")
`,
				'beside.py': 'answer = 42\n',
				'data.txt': ' data',
			});
			const own = new URL('jobs.py', folder);
			const trace = await runProgram({python, own, tasks: ['where', 'with_default', 'parseContext']});
			const value = (task: string) => eventOf(trace, 'task-ended', task).value;
			const here = realpathSync(fileURLToPath(folder)).replace(/\/$/, '');
			assert.equal(value('where'), `('${here}', '${here}', 'jobs', 42)`);
			assert.equal(value('with_default'), "'own data'");
			assert.equal(value('parseContext'), `(False, True, ['${fileURLToPath(own)}'])`);
			const {place, on} = eventOf(trace, 'task-waiting', 'with_default');
			assert.deepEqual([place?.file, place?.line, on], ['jobs.py', 8, {kind: 'timer', ms: 10}]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('processes that a task starts find its functions, however they start', async context => {
			const folder = folderOf(context, {
				'jobs.py': `import asyncio, multiprocessing
from concurrent.futures import ProcessPoolExecutor

def square(number):
    return number * number

async def squares():
    found = []
    for how in multiprocessing.get_all_start_methods():
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(how)) as pool:
            found.append(await asyncio.get_running_loop().run_in_executor(pool, square, 3))
    return set(found)
`,
			});
			const trace = await runProgram({python, own: new URL('jobs.py', folder), tasks: ['squares']});
			assert.equal(eventOf(trace, 'task-ended', 'squares').value, '{9}', JSON.stringify(trace.slice(1)));
		});

		test('a file can be called as a module of the library, or as a part of ours', async context => {
			const text = 'async def answer():\n    return __name__\n';
			for (const name of ['asyncio', 'strategy', 'scenario', 'my-jobs']) {
				const own = new URL(`${name}.py`, folderOf(context, {[`${name}.py`]: text}));
				const trace = await runProgram({python, own, tasks: ['answer']});
				assert.equal(eventOf(trace, 'task-ended', 'answer').value, `'${name}'`);
			}
		});

		const ends: Readonly<
			Record<string, readonly [text: string, outcome: string, message: RegExp, line?: number, file?: string]>
		> = {
			'imports what is not there': [
				'import asyncio\n\nimport nowhere.at_all\n',
				'failed',
				/^No module named 'nowhere', imported by jobs\.py line 3: install it for .*python[\d.]* \(python -m pip install \.\.\.\)$/,
				3,
			],
			'imports a module that imports what is not there': [
				'import beside\n',
				'failed',
				/^No module named 'nowhere', imported by beside\.py line 2: install it /,
				2,
				'beside.py',
			],
			'is no Python': ['x = 1\nasync def f(:\n    pass\n', 'failed', /./, 2],
			'raises while it is loaded': ['x = 1 / 0\n', 'failed', /^division by zero$/, 1],
			'raises no Exception': ['class Stop(BaseException): pass\nraise Stop("so")\n', 'failed', /^so$/, 2],
			'interrupts itself': ['raise KeyboardInterrupt\n', 'failed', /^$/, 1],
			'leaves while it is loaded': ['raise SystemExit(3)\n', 'exited', /^the program exited with code 3$/],
			'has no such function': ['async def other(): pass\n', 'failed', /^jobs\.py has no function job$/],
			'calls what cannot be awaited': ['def job(): return 5\n', 'failed', /can't be used in 'await' expression/],
		};
		for (const [does, [text, outcome, message, line, file = 'jobs.py']] of Object.entries(ends)) {
			test(`a file that ${does} ends with a sentence`, async context => {
				const folder = folderOf(context, {'jobs.py': text, 'beside.py': '\nimport nowhere\n'});
				const trace = await runProgram({python, own: new URL('jobs.py', folder), tasks: ['job']});
				const ended = eventOf(trace, 'run-ended');
				assert.equal(ended.outcome, outcome);
				assert.match(ended.error?.message ?? '', message);
				assert(!ended.error?.message.includes('\n'));
				if (line !== undefined) {
					const {place} = ended.error ?? {};
					assert.deepEqual([place && basename(place.file), place?.line], [file, line]);
				}
				assert.deepEqual(eventsOf(trace, 'output-written'), []);
			});
		}

		test('a top level that does not end is seen where it is, and can be ended', async context => {
			const own = new URL(
				'jobs.py',
				folderOf(context, {'jobs.py': 'import time\ntime.sleep(60)\nasync def job(): pass\n'}),
			);
			const controller = new AbortController();
			const trace = await runProgram({
				python,
				own,
				tasks: ['job'],
				signal: controller.signal,
				on(event) {
					if (event.type === 'loop-blocked') {
						controller.abort();
					}
				},
			});
			assert.equal(eventsOf(trace, 'loop-blocked')[0]?.place?.line, 2);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		});
	});
}
