import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {isAlive, untilGone} from '../helpers/processes.ts';
import {suiteInEach} from '../helpers/pythons.ts';
import {eventOf, eventsOf, runProgram, written} from '../helpers/run-program.ts';

/** How runs begin and end, in every language. */
type Texts = {
	/** A task that tells its process, one that cleans up when it is cancelled, and one that refuses to be. */
	readonly waiting: string;
	/** Programs that cannot be loaded, and the error of each with its line. */
	readonly broken: readonly (readonly [program: string, name: string, line: number | undefined])[];
	/** Tasks that end their process, and what is said of each. */
	readonly leaving: string;
	readonly ends: Readonly<Record<string, readonly [outcome: string, reason: RegExp]>>;
	readonly quick: string;
	/** A task of many turns that ends with a timer on its line `rest`, after more than 50 ms on the thread. */
	readonly hot: string;
	readonly rest: number;
	/** Tasks of `programs/host-that-dies.ts`. */
	readonly hosted: readonly string[];
};

const texts: Readonly<Record<'javascript' | 'python', Texts>> = {
	javascript: {
		waiting: `
			import {setTimeout as sleep} from 'node:timers/promises';
			export async function waits({signal}) {
				console.log('pid', process.pid);
				await sleep(60_000, null, {signal});
			}
			export async function cleans({signal}) {
				try {
					await sleep(60_000, null, {signal});
				} finally {
					await sleep(5);
					console.log('cleaned up');
				}
			}
			export async function deaf() {
				await sleep(60_000);
			}
		`,
		broken: [
			['export async function task( {', 'SyntaxError', 1],
			['export const other = 1;', 'MissingExport', undefined],
			['\n\nthrow new RangeError("at the top");', 'RangeError', 3],
			['import "./nowhere.js"; export const task = 1;', 'Error', undefined],
		],
		leaving: 'export async function leaves() { await null; process.exit(3); }',
		ends: {leaves: ['exited', /^the program exited with code 3$/]},
		quick: 'export async function quick() { await null; }',
		hot: `export async function hot() {
			for (let turn = 0; turn < 20_000; turn++) {
				await null;
			}
			for (const end = performance.now() + 60; performance.now() < end; );
			await new Promise(resolve => setTimeout(resolve, 30)); // rest
			return 'cool';
		}`,
		rest: 6,
		hosted: ['waits', 'spins'],
	},
	python: {
		waiting: `
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
`,
		broken: [
			['async def task(:\n    pass', 'SyntaxError', 1],
			['other = 1', 'Missing', undefined],
			['\n\nraise LookupError("at the top")', 'LookupError', 3],
			['import nowhere ', 'ModuleNotFoundError', 1],
		],
		leaving: `
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
`,
		ends: {
			leaves: ['exited', /^the program exited with code 3$/],
			vanishes: ['exited', /^the program exited with code 4$/],
			crashes: ['killed', /SIG(SEGV|BUS)/],
			aborts: ['killed', /SIGABRT/],
		},
		quick: 'async def quick(): pass',
		hot: `
import asyncio, time

async def hot():
    for _ in range(20_000):
        await asyncio.sleep(0)
    time.sleep(0.06)
    await asyncio.sleep(0.03)  # rest
    return "cool"
`,
		rest: 8,
		hosted: ['waits', 'spins', 'sums'],
	},
};

const pidOf = (text: string) => Number(/^pid (\d+)/.exec(text)?.[1]);

await suiteInEach('runs', ({language, python}) => {
	const {waiting, broken, leaving, ends, quick, hot, rest, hosted} = texts[language];

	test('an aborted run cancels its tasks, ends, and leaves no process', async () => {
		const abort = new AbortController();
		let pid = 0;
		const trace = await runProgram({
			python,
			program: waiting,
			tasks: ['waits', 'cleans'],
			strategy: 'all-settled',
			signal: abort.signal,
			on(event) {
				if (event.type === 'output-written') pid ||= pidOf(event.text);
				if (event.type === 'task-waiting' && event.task === 'cleans') abort.abort();
			},
		});
		assert.equal(eventOf(trace, 'task-ended', 'waits').outcome, 'cancelled');
		assert.equal(eventOf(trace, 'task-ended', 'cleans').outcome, 'cancelled');
		assert.match(written(trace), /cleaned up\n$/);
		// Promise.allSettled hears of rejections only; asyncio.gather is cancelled itself.
		assert.equal(eventOf(trace, 'strategy-settled').outcome, language === 'python' ? 'cancelled' : 'done');
		assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		assert(pid > 0 && !isAlive(pid));
	});

	test('a task that refuses to be cancelled is killed with the run', async () => {
		const abort = new AbortController();
		const trace = await runProgram({
			python,
			program: waiting,
			tasks: ['deaf'],
			signal: abort.signal,
			on: event => event.type === 'task-waiting' && event.task === 'deaf' && abort.abort(),
		});
		assert.equal(eventOf(trace, 'task-ended', 'deaf').outcome, 'cancelled');
		assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
	});

	test('a killed engine is a run that ended, with the reason', async () => {
		const trace = await runProgram({
			python,
			program: waiting,
			tasks: ['waits', 'deaf'],
			on: event => event.type === 'output-written' && process.kill(pidOf(event.text), 'SIGKILL'),
		});
		const ended = eventOf(trace, 'run-ended');
		assert.equal(ended.outcome, 'killed');
		assert.match(ended.error?.message ?? '', /SIGKILL/);
		assert.equal(eventOf(trace, 'engine-exited').signal, 'SIGKILL');
	});

	for (const task of hosted) {
		const skip = task === 'sums' && process.platform !== 'linux' && 'only Linux can';
		test(`the engine ends with its host, while its task ${task}`, {skip}, async () => {
			const script = fileURLToPath(new URL('programs/host-that-dies.ts', import.meta.url));
			const args = ['--import', 'tsx', script, task, ...(python === undefined ? [] : [python])];
			const host = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']});
			const [text] = await once(host.stdout.setEncoding('utf8'), 'data');
			const pid = pidOf(text);
			assert(isAlive(pid));
			host.kill('SIGKILL');
			await untilGone(pid);
		});
	}

	for (const [task, [outcome, reason]] of Object.entries(ends)) {
		test(`a task that ${task} ends its process, and the run with the reason`, async () => {
			const ended = eventOf(await runProgram({python, program: leaving, tasks: [task]}), 'run-ended');
			assert.equal(ended.outcome, outcome);
			assert.match(ended.error?.message ?? '', reason);
		});
	}

	test('a program that cannot be loaded is a failed run that says why', async () => {
		for (const [program, name, line] of broken) {
			const trace = await runProgram({python, program, tasks: ['task']});
			const ended = eventOf(trace, 'run-ended');
			assert.deepEqual([ended.outcome, ended.error?.name, ended.error?.place?.line], ['failed', name, line]);
			assert((ended.error?.message ?? '').length > 0);
			assert.equal(eventsOf(trace, 'run-started').length, 0);
		}
	});

	test('a run can be released at an agreed instant', async () => {
		// On a busy machine a process takes longer to be ready, and is late.
		const tries: string[] = [];
		for (const margin of [800, 1500, 4000, 12_000]) {
			let before = 0;
			const trace = await runProgram({
				python,
				program: quick,
				tasks: ['quick'],
				releaseAt: performance.now() + margin,
				on(event, run) {
					if (event.type === 'runtime-ready') before = run.clock();
				},
			});
			const {at} = eventOf(trace, 'run-started');
			assert(at >= 0, `${at} ms before the release`);
			// It is closer to the instant than to when it was ready.
			if (before < 0 && at < -before) return;
			tries.push(`ready at ${before}, started at ${at} ms`);
		}
		assert.fail(tries.join('; '));
	});

	test('a hot loop is told in a few events, exact at its start and its end', async () => {
		const trace = await runProgram({python, program: hot, tasks: ['hot']});
		const own = trace.filter(event => 'task' in event && event.task === 'hot');
		assert(own.length < 200, `${own.length} events`);
		const single = eventsOf(trace, 'task-resumed', 'hot').length;
		const cycled = eventsOf(trace, 'task-cycled', 'hot');
		assert.equal(single + cycled.reduce((sum, {times}) => sum + times, 0), 20_001);
		const last = eventsOf(trace, 'task-waiting', 'hot').at(-1);
		assert.deepEqual([last?.place?.line, last?.on], [rest, {kind: 'timer', ms: 30}]);
		const ended = eventOf(trace, 'task-ended', 'hot');
		assert.equal(ended.value, "'cool'");
		assert(ended.at - (last?.at ?? 0) > 15, 'the last suspension has its own time');
	});
});
