import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Run} from '../../source/engines/engine.ts';
import {folderOf} from '../helpers/folder.ts';
import {suiteInEach} from '../helpers/pythons.ts';
import {runText} from '../helpers/run-file.ts';
import type {TestRun} from '../helpers/run-program.ts';
import {eventOf, eventsOf, runProgram} from '../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

/** How long the thread is held at least if nothing ends the process, in ms. */
const heldMs = 60_000;

/** What holds the thread, in every language. */
type Texts = {
	/** A program that ends with what holds the thread, and the line of that. */
	readonly program: (holder: string) => string;
	readonly line: number;
	/** What holds it, and the function in which it is seen; undefined for any. */
	readonly holders: Readonly<Record<string, readonly [text: string, inside: string | undefined]>>;
	/** What holds the lock of the interpreter as well: who has the thread is seen, but not where. */
	readonly lockHolders: Readonly<Record<string, string>>;
	/** A file with a task that waits, and one that holds the thread in a function of its own. */
	readonly jobs: Readonly<Record<string, string>>;
	readonly file: string;
};

const texts: Readonly<Record<'javascript' | 'python', Texts>> = {
	javascript: {
		program: holder =>
			`import {execSync} from 'node:child_process'; import {pbkdf2Sync} from 'node:crypto';\n${holder}\n`,
		line: 2,
		holders: {
			'a loop without end': ['let turns = 0; while (true) turns = (turns + 1) % 1000;', undefined],
			'a regular expression without end': ["/^(a+)+$/.test('a'.repeat(40) + 'b');", undefined],
			'a process that is waited for': ["execSync('sleep 60');", 'execSync'],
			'a long computation of Node.js': ["pbkdf2Sync('secret', 'salt', 100_000_000, 64, 'sha512');", 'pbkdf2Sync'],
			'a thread that waits': ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', 'wait'],
		},
		lockHolders: {},
		file: 'jobs.mjs',
		jobs: {
			'a loop': `
				export async function holds() { await null; inner(); }
				async function inner() { while (true); }
				export async function waits() { await new Promise(resolve => setTimeout(resolve, 60_000)); }
			`,
		},
	},
	python: {
		program: holder => `import asyncio, re, subprocess, threading, time
async def main():
    await asyncio.sleep(0)
    ${holder}
asyncio.run(main())
`,
		line: 4,
		holders: {
			'a loop without end': ['while True: pass', 'main'],
			'a sleep that blocks': ['time.sleep(60)', 'main'],
			'a process that is waited for': ['subprocess.run(["sleep", "60"])', '_try_wait'],
			'a lock that nobody releases': ['lock = threading.Lock(); lock.acquire(); lock.acquire()', 'main'],
		},
		lockHolders: {
			'a sum': 'sum(range(10**12))',
			'a regular expression without end': 're.match("(a+)+$", "a" * 40 + "b")',
		},
		file: 'jobs.py',
		jobs: Object.fromEntries(
			Object.entries({'a loop': 'while True: pass', 'a regular expression': 're.match("(a+)+$", "a" * 40 + "b")'}).map(
				([name, holder]) => [
					name,
					`import asyncio, re
async def holds():
    await asyncio.sleep(0)
    await inner()
async def inner():
    ${holder}
async def waits():
    await asyncio.sleep(60)
`,
				],
			),
		),
	},
};

/** Acts as soon as the thread is seen to be held; `took`: ms from there to the end of the run. */
async function whenBlocked(
	run: (on: NonNullable<TestRun['on']>) => Promise<Awaited<ReturnType<typeof runText>>>,
	act: (run: Run) => void,
) {
	let actedAt = 0;
	const trace = await run((event, run) => {
		if (event.type === 'loop-blocked' && actedAt === 0) {
			actedAt = performance.now();
			act(run);
		}
	});
	return {trace, took: performance.now() - actedAt, blocked: eventsOf(trace, 'loop-blocked')[0]};
}

await suiteInEach('what holds the thread', ({language, python}) => {
	const {program, line, holders, lockHolders, jobs, file} = texts[language];

	for (const [name, [holder, inside]] of Object.entries(holders)) {
		test(`${name} is seen with its line while it lasts, and is ended at once`, posix, async () => {
			const abort = new AbortController();
			const {trace, took, blocked} = await whenBlocked(
				on => runText({python, program: program(holder), signal: abort.signal, on}),
				() => abort.abort(),
			);
			assert.deepEqual([blocked?.place?.line, blocked?.inside], [line, inside ?? blocked?.inside]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
			assert.equal(eventsOf(trace, 'output-written').length, 0);
			assert(took < heldMs / 10, `ended after ${took} ms`);
		});
	}

	for (const [name, holder] of Object.entries(lockHolders)) {
		test(`${name} that holds the lock is seen without a line while it lasts, and is ended at once`, posix, async () => {
			const abort = new AbortController();
			const {trace, took, blocked} = await whenBlocked(
				on => runText({python, program: program(holder), signal: abort.signal, on}),
				() => abort.abort(),
			);
			const main = eventsOf(trace, 'task-created').find(task => task.name === 'main')?.task;
			assert.deepEqual([blocked?.task, blocked?.place, blocked?.inside], [main, undefined, undefined]);
			assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
			assert.equal(eventsOf(trace, 'output-written').length, 0);
			assert(took < heldMs / 10, `ended after ${took} ms`);
		});
	}

	for (const [name, text] of Object.entries(jobs)) {
		test(`a task that holds it by ${name} and is cancelled is ended with its process; another is not`, async context => {
			const own = new URL(file, folderOf(context, {[file]: text}));
			let cancelledAt = 0;
			const {trace} = await whenBlocked(
				on => runProgram({python, own, tasks: ['waits', 'holds'], on}),
				run => {
					run.cancel('waits');
					setTimeout(() => {
						cancelledAt = performance.now();
						run.cancel('holds');
					}, 400);
				},
			);
			const took = performance.now() - cancelledAt;
			const {outcome, error} = eventOf(trace, 'run-ended');
			const message = 'the cancelled task was blocking the thread, so its process was killed';
			assert.deepEqual([outcome, error?.message], ['cancelled', message]);
			assert(cancelledAt > 0 && took < heldMs / 10, `ended after ${took} ms`);
		});
	}
});
