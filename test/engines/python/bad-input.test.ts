import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {describe as suite, test} from 'node:test';
import {folderOf} from '../../helpers/folder.ts';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

/** A file of the user's whose task does that, and how it ends. */
const endings: Readonly<
	Record<string, readonly [text: string, outcome: string, error: readonly unknown[] | undefined]>
> = {
	'leaves without a word': ['os._exit(7)', 'exited', ['Exit', 'the program exited with code 7']],
	leaves: ['sys.exit(3)', 'exited', ['Exit', 'the program exited with code 3']],
	'leaves with a message': ['sys.exit("for a reason")', 'exited', ['Exit', 'the program exited with code 1']],
	'raises no Exception': ['raise Stop("so")', 'failed', ['Stop', 'so']],
	'interrupts itself': ['raise KeyboardInterrupt("mine")', 'failed', ['KeyboardInterrupt', 'mine']],
	'raises what cannot be printed': ['raise Mute', 'failed', ['Mute', '']],
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

		test('a task that waits is cancelled alone while another one holds the thread', async context => {
			const own = jobs(context, `${prelude}    time.sleep(0.8)\n`);
			const trace = await runProgram({
				python,
				own,
				tasks: ['other', 'job'],
				strategy: 'all-settled',
				on: (event, run) => event.type === 'loop-blocked' && run.cancel('other'),
			});
			assert.equal(eventOf(trace, 'task-ended', 'other').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'task-ended', 'job').outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		suite('each ends as it does in Python, and that is said', {...posix, concurrency: 2}, () => {
			for (const [does, [text, outcome, error]] of Object.entries(endings)) {
				test(`a task that ${does}`, async context => {
					const own = jobs(context, `${prelude}    ${text}\n    return "done"\n`);
					const trace = await runProgram({python, own, tasks: outcome === 'ok' ? ['job'] : ['other', 'job']});
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
			const trace = await runProgram({
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

		test('ten thousand tasks at once are all told', async () => {
			const trace = await runText({
				python,
				program: `import asyncio
async def task():
    await asyncio.sleep(0)
async def main():
    await asyncio.gather(*(task() for _ in range(10_000)))
asyncio.run(main())
`,
			});
			assert.equal(eventsOf(trace, 'task-created').length, 10_002);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('a program that closes all its descriptors goes on as it does alone', posix, async () => {
			const trace = await runText({
				python,
				program: `import asyncio, os
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
`,
			});
			const [{task = ''} = {}] = eventsOf(trace, 'task-created').filter(({name}) => name === 'main');
			assert.equal(eventOf(trace, 'task-ended', task).outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok', JSON.stringify(eventOf(trace, 'run-ended')));
		});

		test('a flood of output is reported in part', async () => {
			const trace = await runProgram({
				python,
				program: `
async def floods():
    for number in range(100_000):
        print(number)
    print("y" * 1_000_000)
`,
				tasks: ['floods'],
			});
			const written = eventsOf(trace, 'output-written');
			assert(written.length < 4000, `${written.length} events`);
			const lines = written.map(({text}) => text);
			assert.deepEqual(
				lines.slice(0, 1000),
				Array.from({length: 1000}, (_, number) => `${number}\n`),
			);
			assert(lines.some(text => / omitted: too much output at once\n$/.test(text)));
			assert(lines.every(text => text.length <= 20_000));
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		// Beside a flood, what is written past the stream can be among what is omitted.
		test('bytes that are no text are reported as they are', async () => {
			const trace = await runProgram({
				python,
				program: `
import os

async def scribbles():
    os.write(1, b'\\xff{"type":"task-ended"}\\n\\x00\\x1b[2J')
`,
				tasks: ['scribbles'],
			});
			const text = eventsOf(trace, 'output-written')
				.map(({text}) => text)
				.join('');
			assert(text.includes('\ufffd{"type":"task-ended"}\n\0\u001B[2J'), JSON.stringify(text));
			assert.equal(eventOf(trace, 'task-ended', 'scribbles').outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});
	});
}
