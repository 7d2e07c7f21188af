import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {describe as suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';
import {runPython} from '../../helpers/run-python.ts';

const waiting = `
import asyncio, os, time

async def waits():
    print("pid", os.getpid())
    await asyncio.sleep(60)

async def cleans():
    try:
        await asyncio.sleep(60)
    finally:
        await asyncio.sleep(0.005)
        print("cleaned up")

async def deaf():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass
`;

const holding = `
import asyncio, re, time

async def spins():
    await asyncio.sleep(0.06)
    forever()

def forever():
    turns = 0
    while True:
        turns = (turns + 1) % 1000

async def sums():
    await asyncio.sleep(0.06)
    sum(range(10**12))

async def matches():
    await asyncio.sleep(0.06)
    re.match("(a+)+$", "a" * 40 + "b")

async def sleeps():
    await asyncio.sleep(0.06)
    time.sleep(60)
`;

function isAlive(pid: number) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

const pidOf = (text: string) => Number(/^pid (\d+)/.exec(text)?.[1]);

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`runs in Python: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`runs in Python ${version}`, () => {
		test('an aborted run cancels its tasks, ends, and leaves no process', async () => {
			const abort = new AbortController();
			let pid = 0;
			const trace = await runPython({
				python,
				program: waiting,
				tasks: ['waits', 'cleans'],
				strategy: 'all-settled',
				signal: abort.signal,
				on(event) {
					if (event.type === 'output-written') {
						pid ||= pidOf(event.text);
					} else if (event.type === 'task-waiting' && event.task === 'cleans') {
						abort.abort();
					}
				},
			});
			assert.equal(eventOf(trace, 'task-ended', 'waits').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'task-ended', 'cleans').outcome, 'cancelled');
			assert(eventsOf(trace, 'output-written').some(({text}) => text === 'cleaned up\n'));
			assert.equal(eventOf(trace, 'strategy-settled').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
			assert(pid > 0 && !isAlive(pid));
		});

		test('a task that refuses to be cancelled is killed with the run', async () => {
			const abort = new AbortController();
			const trace = await runPython({
				python,
				program: waiting,
				tasks: ['deaf'],
				signal: abort.signal,
				on(event) {
					if (event.type === 'task-waiting' && event.task === 'deaf') {
						abort.abort();
					}
				},
			});
			assert.equal(eventOf(trace, 'task-ended', 'deaf').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
			assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
		});

		for (const [task, line, inside] of [
			['spins', [9, 10, 11], 'forever'],
			['sums', [15], 'sums'],
			['matches', [19], 'match'],
			['sleeps', [23], 'sleeps'],
		] as const) {
			test(`a loop that ${task} is seen while it lasts, with its line, and can be aborted`, async () => {
				const abort = new AbortController();
				const trace = await runPython({
					python,
					program: holding,
					tasks: [task],
					signal: abort.signal,
					on(event) {
						if (event.type === 'loop-blocked') {
							abort.abort();
						}
					},
				});
				const blocked = eventOf(trace, 'loop-blocked');
				assert.equal(blocked.task, task);
				assert.equal(blocked.inside, inside);
				assert(
					line.some(line => line === blocked.place?.line),
					`line ${blocked.place?.line}`,
				);
				assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
				assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
				assert.equal(eventsOf(trace, 'output-written').length, 0);
			});
		}

		test('a killed engine is a run that ended, with the reason', async () => {
			const trace = await runPython({
				python,
				program: waiting,
				tasks: ['waits', 'cleans'],
				on(event) {
					if (event.type === 'output-written') {
						process.kill(pidOf(event.text), 'SIGKILL');
					}
				},
			});
			const ended = eventOf(trace, 'run-ended');
			assert.equal(ended.outcome, 'killed');
			assert.match(ended.error?.message ?? '', /SIGKILL/);
		});

		for (const task of ['waits', 'spins', 'sums']) {
			const skip = task === 'sums' && process.platform !== 'linux' && 'only Linux can';
			test(`the engine ends with its host, while its task ${task}`, {skip}, async () => {
				const script = fileURLToPath(new URL('programs/host-that-dies.ts', import.meta.url));
				const host = spawn(process.execPath, ['--import', 'tsx', script, python, task], {
					stdio: ['ignore', 'pipe', 'inherit'],
				});
				host.stdout.setEncoding('utf8');
				const [text] = await once(host.stdout, 'data');
				const pid = pidOf(text);
				assert(isAlive(pid));
				host.kill('SIGKILL');
				const end = performance.now() + 5000;
				while (isAlive(pid)) {
					assert(performance.now() < end, `process ${pid} is still there`);
					await sleep(10);
				}
			});
		}

		test('a program that ends its process, in whatever way, ends the run with the reason', async () => {
			const program = `
import asyncio, ctypes, os, sys

async def leaves():
    await asyncio.sleep(0.01)
    sys.exit(3)

async def vanishes():
    await asyncio.sleep(0.01)
    os._exit(4)

async def crashes():
    await asyncio.sleep(0.01)
    ctypes.string_at(0)

async def aborts():
    await asyncio.sleep(0.01)
    os.abort()
`;
			for (const [task, outcome, reason] of [
				['leaves', 'exited', /code 3/],
				['vanishes', 'exited', /code 4/],
				['crashes', 'killed', /SIG(SEGV|BUS)/],
				['aborts', 'killed', /SIGABRT/],
			] as const) {
				const trace = await runPython({python, program, tasks: [task]});
				const ended = eventOf(trace, 'run-ended');
				assert.equal(ended.outcome, outcome, task);
				assert.match(ended.error?.message ?? '', reason);
			}
		});

		test('a program that cannot be loaded is a failed run that says why', async () => {
			for (const [program, name, line] of [
				['async def task(:\n    pass', 'SyntaxError', 1],
				['other = 1', 'Missing', undefined],
				['\n\nraise LookupError("at the top")', 'LookupError', 3],
				['import nowhere ', 'ModuleNotFoundError', 1],
			] as const) {
				const trace = await runPython({python, program, tasks: ['task']});
				const ended = eventOf(trace, 'run-ended');
				assert.deepEqual([ended.outcome, ended.error?.name, ended.error?.place?.line], ['failed', name, line]);
				assert((ended.error?.message ?? '').length > 0);
				assert.equal(eventsOf(trace, 'run-started').length, 0);
			}
		});

		test('what the program writes is known by task and line, and reaches no terminal', async () => {
			const trace = await runPython({
				python,
				program: `
import asyncio, os, sys

async def writes():
    print("by", "print")
    print("without an end", end="")
    await asyncio.sleep(0)
    sys.stdout.buffer.write(b"by buffer\\n")
    print("by print", file=sys.stderr)
    os.write(2, b"by os.write\\n")
    asyncio.get_running_loop().call_later(0.001, lambda: print("by a callback"))
    os.system("echo by another process")
    await asyncio.sleep(0.05)
    await asyncio.to_thread(print, "by a thread") if hasattr(asyncio, "to_thread") else None
`,
				tasks: ['writes'],
			});
			const written = eventsOf(trace, 'output-written').map(({stream, text, task, place}) => [
				stream,
				text,
				task,
				place?.line,
			]);
			assert.deepEqual(
				written.sort(([, left = ''], [, right = '']) => (left < right ? -1 : 1)),
				[
					['stdout', 'by a callback\n', 'writes', 11],
					['stdout', 'by a thread\n', 'writes', undefined],
					['stdout', 'by another process\n', undefined, undefined],
					['stdout', 'by buffer\n', 'writes', 8],
					['stderr', 'by os.write\n', undefined, undefined],
					['stdout', 'by print\n', 'writes', 5],
					['stderr', 'by print\n', 'writes', 9],
					['stdout', 'without an end', 'writes', 6],
				],
			);
		});

		test('a flood of output is told in part, and garbage as it is', async () => {
			const trace = await runPython({
				python,
				program: `
import os

async def floods():
    for number in range(100_000):
        print(number)
    print("y" * 1_000_000)

async def scribbles():
    os.write(1, b'\\xff{"type":"task-ended"}\\n\\x00\\x1b[2J')
`,
				tasks: ['floods', 'scribbles'],
			});
			const written = eventsOf(trace, 'output-written');
			assert(written.length < 4000, `${written.length} events`);
			const lines = written.map(({text}) => text);
			const first = eventsOf(trace, 'output-written', 'floods').map(({text}) => text);
			assert.deepEqual(
				first.slice(0, 1000),
				Array.from({length: 1000}, (_, number) => `${number}\n`),
			);
			assert(lines.some(text => / omitted: too much output at once\n$/.test(text)));
			assert(lines.every(text => text.length <= 20_000));
			assert(lines.join('').includes('\ufffd{"type":"task-ended"}\n\0\u001B[2J'));
			assert.equal(eventOf(trace, 'task-ended', 'scribbles').outcome, 'done');
			assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		});

		test('a hot loop is told in a few events, exact at its start and its end', async () => {
			const trace = await runPython({
				python,
				program: `
import asyncio

async def hot():
    for _ in range(20_000):
        await asyncio.sleep(0)
    await asyncio.sleep(0.03)  # rest
    return "cool"
`,
				tasks: ['hot'],
			});
			const own = trace.filter(event => 'task' in event && event.task === 'hot');
			assert(own.length < 200, `${own.length} events`);
			const single = eventsOf(trace, 'task-resumed', 'hot').length;
			const cycled = eventsOf(trace, 'task-cycled', 'hot');
			assert.equal(single + cycled.reduce((sum, {times}) => sum + times, 0), 20_001);
			const last = eventsOf(trace, 'task-waiting', 'hot').at(-1);
			assert.deepEqual([last?.place?.line, last?.on], [7, {kind: 'timer', ms: 30}]);
			const ended = eventOf(trace, 'task-ended', 'hot');
			assert(ended.at - (last?.at ?? 0) > 15, 'the last suspension has its own time');
		});

		test('a run is released at the agreed instant', async () => {
			const releaseAt = performance.now() + 800;
			const trace = await runPython({
				python,
				program: 'async def quick(): pass',
				tasks: ['quick'],
				releaseAt,
			});
			const {at} = eventOf(trace, 'run-started');
			assert(at >= 0 && at < 50, `released ${at} ms late`);
		});
	});
}
