import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {describe as suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Run} from '../../../source/engines/engine.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {folderOf} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';
import {runPython} from '../../helpers/run-python.ts';
import type {ProgramTest} from '../../helpers/run-python-program.ts';
import {runPythonProgram, written} from '../../helpers/run-python-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

async function untilGone(pid: number) {
	const end = performance.now() + 5000;
	for (;;) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}

		assert(performance.now() < end, `process ${pid} is still there`);
		await sleep(10);
	}
}

/** What holds the thread: its text, in line 4, and what is seen of it. */
const holders: Readonly<Record<string, readonly [text: string, inside: string]>> = {
	'a loop without end': ['while True: pass', 'main'],
	'a sleep that blocks': ['time.sleep(60)', 'main'],
	'a regular expression without end': ['re.match("(a+)+$", "a" * 40 + "b")', 'match'],
	'a process that is waited for': ['subprocess.run(["sleep", "60"])', '_try_wait'],
	'a lock that nobody releases': ['lock = threading.Lock(); lock.acquire(); lock.acquire()', 'main'],
};

/** A file of the user's whose task does that, and how it ends. */
const endings: Readonly<
	Record<string, readonly [text: string, outcome: string, error: readonly unknown[] | undefined]>
> = {
	'leaves without a word': ['os._exit(7)', 'exited', ['Exit', 'the program exited with code 7']],
	leaves: ['sys.exit(3)', 'exited', ['Exit', 'the program exited with code 3']],
	'leaves with a message': ['sys.exit("for a reason")', 'exited', ['Exit', 'the program exited with code 1']],
	'raises no Exception': ['raise Stop("so")', 'failed', ['Stop', 'so']],
	'interrupts itself': ['raise KeyboardInterrupt("mine")', 'failed', ['KeyboardInterrupt', 'mine']],
	'raises what cannot be printed': ['raise Mute', 'failed', ['Mute', 'an exception that cannot be printed']],
	'calls itself without end': [
		'def again(): again()\n    again()',
		'failed',
		['RecursionError', /maximum recursion depth/],
	],
	'asks for more memory than there is': ['bytearray(1 << 62)', 'failed', ['MemoryError', 'out of memory']],
	'crashes Python': ['ctypes.string_at(0)', 'killed', ['Killed', 'the runtime process was killed by SIGSEGV']],
	'reads an input that is empty': ['input()', 'failed', ['EOFError', 'EOF when reading a line']],
	'closes its output': ['sys.stdout.close(); sys.stderr = None', 'ok', undefined],
	'goes to another folder': ['os.chdir("/"); await asyncio.sleep(0)', 'ok', undefined],
	'turns off what it can': [
		'gc.disable(); sys.setrecursionlimit(50000); sys.settrace(None); sys.setprofile(None)',
		'ok',
		undefined,
	],
};

const prelude = `import asyncio, ctypes, gc, os, re, subprocess, sys, threading, time

class Stop(BaseException):
    pass

class Mute(Exception):
    def __str__(self):
        raise ValueError

def close(number):
    try:
        os.close(number)
    except OSError:
        pass

async def other():
    await asyncio.sleep(30)

async def job():
    await asyncio.sleep(0)
`;

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`bad input in Python: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`bad input in Python ${version}`, () => {
		const jobs = (context: TestContext, text: string) => new URL('jobs.py', folderOf(context, {'jobs.py': text}));
		const program = (text: string, options?: Omit<ProgramTest, 'python' | 'program'>) =>
			runPythonProgram({python, program: text, ...options});

		/** Does something as soon as the thread is seen to be held, and tells how long the run took from there in ms. */
		const whenHeld = async (
			run: (on: (event: TraceEvent, run: Run) => void) => Promise<TraceEvent[]>,
			act: (run: Run) => void,
		) => {
			let actedAt = 0;
			const trace = await run((event, run) => {
				if (event.type === 'loop-blocked' && actedAt === 0) {
					actedAt = performance.now();
					act(run);
				}
			});
			const [blocked] = eventsOf(trace, 'loop-blocked');
			return {trace, blocked, took: performance.now() - actedAt};
		};

		for (const [name, [text, inside]] of Object.entries(holders)) {
			test(`${name} is seen with its line while it lasts, and is ended at once`, posix, async () => {
				const abort = new AbortController();
				const held = `import asyncio, re, subprocess, threading, time
async def main():
    await asyncio.sleep(0)
    ${text}
asyncio.run(main())
`;
				const {trace, blocked, took} = await whenHeld(
					on => program(held, {signal: abort.signal, on}),
					() => abort.abort(),
				);
				assert.deepEqual([blocked?.place?.line, blocked?.inside], [4, inside]);
				assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
				assert(took < 500, `ended after ${took} ms`);
			});
		}

		for (const text of ['while True: pass', 're.match("(a+)+$", "a" * 40 + "b")']) {
			test(`a task that holds the thread by ${text} and is cancelled is ended with its process`, async context => {
				const own = jobs(context, `${prelude}    await holds()\nasync def holds():\n    ${text}\n`);
				const {trace, took} = await whenHeld(
					on => runPython({python, own, tasks: ['other', 'job'], on}),
					run => run.cancel('job'),
				);
				const {outcome, error} = eventOf(trace, 'run-ended');
				const message = 'the cancelled task was blocking the thread, so its process was killed';
				assert.deepEqual([outcome, error?.message], ['cancelled', message]);
				assert(took < 500, `ended after ${took} ms`);
			});
		}

		test('a task that waits is cancelled alone while another one holds the thread', async context => {
			const own = jobs(context, `${prelude}    time.sleep(0.8)\n`);
			const {trace} = await whenHeld(
				on => runPython({python, own, tasks: ['other', 'job'], strategy: 'all-settled', on}),
				run => run.cancel('other'),
			);
			assert.equal(eventOf(trace, 'task-ended', 'other').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'task-ended', 'job').outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		suite('each ends as it does in Python, and that is said', {...posix, concurrency: 2}, () => {
			for (const [does, [text, outcome, error]] of Object.entries(endings)) {
				test(`a task that ${does}`, async context => {
					const own = jobs(context, `${prelude}    ${text}\n    return "done"\n`);
					const trace = await runPython({python, own, tasks: outcome === 'ok' ? ['job'] : ['other', 'job']});
					const ended = eventOf(trace, 'run-ended');
					assert.equal(ended.outcome, outcome);
					const [name, message] = error ?? [];
					assert.equal(ended.error?.name, name);
					if (message instanceof RegExp) {
						assert.match(ended.error?.message ?? '', message);
					} else {
						assert.equal(ended.error?.message, message);
					}
					if (outcome === 'ok') {
						assert.equal(eventOf(trace, 'task-ended', 'job').value, "'done'");
					}
				});
			}
		});

		test('a task that never settles waits, is seen, and can be ended', async context => {
			const abort = new AbortController();
			const trace = await runPython({
				python,
				own: jobs(context, `${prelude}    await asyncio.get_running_loop().create_future()\n`),
				tasks: ['job'],
				signal: abort.signal,
				on(event) {
					if (event.type === 'loop-beat' && event.at > 200) {
						abort.abort();
					}
				},
			});
			assert.deepEqual(eventsOf(trace, 'task-waiting', 'job').at(-1)?.place?.line, 21);
			assert.equal(eventOf(trace, 'task-ended', 'job').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		});

		test('more memory than is allowed ends the run, and is said', posix, async () => {
			const most = 150;
			for (const text of [
				'kept = []\nwhile True: kept.append(b"x" * 1_000_000)',
				'kept = [0] * 40_000_000\nwhile True: pass',
			]) {
				const trace = await program(text, {maxMemory: most});
				const {outcome, error} = eventOf(trace, 'run-ended');
				assert.equal(outcome, 'killed');
				assert.match(error?.message ?? '', /^it used \d+ MB of memory; the limit is 150 MB \(--max-memory\)$/);
			}
			const trace = await program('[0] * 10 ** 10', {maxMemory: most});
			assert.equal(eventOf(trace, 'run-ended').error?.name, 'MemoryError');
		});

		test('a flood of output is told in part', posix, async () => {
			const trace = await program(`import os, sys
for number in range(20_000):
    print("x" * 999)
print("y" * 1_000_000)
sys.stdout.write("z" * 1_000_000)
os.system("head -c 20000000 /dev/zero | tr '\\\\\\\\000' o")
`);
			const text = written(trace, 'stdout');
			assert(text.length < 4_000_000, `${text.length} characters`);
			assert.match(text, /omitted: too much output at once/);
			assert(eventsOf(trace, 'output-written').every(event => event.text.length < 25_000));
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('control sequences and secrets in what a program says are data', async () => {
			const trace = await program(`print("\\x1b[2J\\x1b]0;title\\x07 https://user:pass@host/?token=1")
raise ValueError("\\x1b[31mred Authorization: Bearer abc")
`);
			assert.equal(written(trace, 'stdout'), '\u001B[2J\u001B]0;title\u0007 https://user:***@host/?token=***\n');
			assert.equal(eventOf(trace, 'run-ended').error?.message, '\u001B[31mred Authorization: ***');
		});

		test('whatever a program has started ends with it', posix, async () => {
			const trace = await program(`import multiprocessing, os, subprocess, sys, time

def child():
    print("pid", os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    found = subprocess.Popen(["sh", "-c", "trap '' TERM HUP INT; echo pid $$; sleep 60 & wait"])
    processes = [multiprocessing.get_context(how).Process(target=child) for how in ("fork", "spawn")]
    for process in processes:
        process.start()
    time.sleep(0.5)
    os._exit(0)
`);
			const pids = [...written(trace, 'stdout').matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
			assert.equal(pids.length, 3, written(trace, 'stdout'));
			await Promise.all(pids.map(untilGone));
			assert.equal(eventOf(trace, 'run-ended').outcome, 'exited');
		});

		test('a program that hears no signal is ended, with its children', posix, async () => {
			const abort = new AbortController();
			let text = '';
			const trace = await program(
				`import os, signal, subprocess, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, lambda *_: None)
found = subprocess.Popen(["sleep", "60"])
print("pids", os.getpid(), found.pid)
while True:
    time.sleep(1)
`,
				{
					signal: abort.signal,
					on(event) {
						if (event.type === 'output-written') {
							text += event.text;
							abort.abort();
						}
					},
				},
			);
			const [, own, child] = /pids (\d+) (\d+)/.exec(text) ?? [];
			await Promise.all([untilGone(Number(own)), untilGone(Number(child))]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		});

		test('ten thousand tasks at once are all told', async () => {
			const trace = await program(`import asyncio
async def task():
    await asyncio.sleep(0)
async def main():
    await asyncio.gather(*(task() for _ in range(10_000)))
asyncio.run(main())
`);
			assert.equal(eventsOf(trace, 'task-created').length, 10_002);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('a program that closes all its descriptors goes on as it does alone', posix, async () => {
			const trace = await program(`import asyncio, os
for number in (0, 1, 2, 3, 4):
    try:
        os.close(number)
    except OSError as error:
        assert error.errno == 9
os.closerange(0, 4096)
async def main():
    await asyncio.sleep(0.01)
    return os.open(os.devnull, os.O_RDONLY)
assert asyncio.run(main()) < 10
`);
			const [{task = ''} = {}] = eventsOf(trace, 'task-created').filter(({name}) => name === 'main');
			assert.equal(eventOf(trace, 'task-ended', task).outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok', JSON.stringify(eventOf(trace, 'run-ended')));
		});
	});
}
