import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import type {TestContext} from 'node:test';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Run} from '../../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {folderOf} from '../../helpers/folder.ts';
import type {FileRun} from '../../helpers/run-file.ts';
import {runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

/** Runs such a file as it is. */
function alone(context: TestContext, text: string, options?: FileRun) {
	return runFile(new URL('main.mjs', folderOf(context, {'main.mjs': text})), options);
}

const printed = (trace: readonly TraceEvent[]) =>
	eventsOf(trace, 'output-written')
		.map(({text}) => text)
		.join('');

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

/** Aborts as soon as the thread is seen to be held; gives the trace, and how long the abort took in ms. */
async function abortWhenHeld(run: (signal: AbortSignal, on: FileRun['on']) => Promise<readonly TraceEvent[]>) {
	const abort = new AbortController();
	let abortedAt = 0;
	const trace = await run(abort.signal, event => {
		if (event.type === 'loop-blocked' && abortedAt === 0) {
			abortedAt = performance.now();
			abort.abort();
		}
	});
	return {trace, took: performance.now() - abortedAt, blocked: eventsOf(trace, 'loop-blocked')[0]};
}

/** What holds the thread: its text, in line 2, and what is seen of it. */
const holders: Readonly<Record<string, readonly [text: string, inside?: string]>> = {
	'a loop without end': ['let turns = 0; while (true) turns = (turns + 1) % 1000;'],
	'a regular expression without end': ["/^(a+)+$/.test('a'.repeat(40) + 'b');"],
	'a process that is waited for': ["execSync('sleep 60');", 'execSync'],
	'a long computation of Node.js': ["pbkdf2Sync('secret', 'salt', 100_000_000, 64, 'sha512');", 'pbkdf2Sync'],
	'a thread that waits': ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', 'wait'],
};

for (const [name, [text, inside]] of Object.entries(holders)) {
	test(`${name} is seen with its line while it lasts, and is ended at once`, posix, async context => {
		const {trace, took, blocked} = await abortWhenHeld((signal, on) =>
			alone(
				context,
				`import {execSync} from 'node:child_process'; import {pbkdf2Sync} from 'node:crypto';\n${text}\n`,
				{
					signal,
					...(on && {on}),
				},
			),
		);
		assert.equal(blocked?.place?.line, 2);
		assert.equal(blocked?.inside, inside ?? blocked?.inside);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
		assert(took < 500, `ended after ${took} ms`);
	});
}

test('a task that holds the thread and is cancelled is ended with its process; another is not', async context => {
	const own = new URL(
		'jobs.mjs',
		folderOf(context, {
			'jobs.mjs': `
				export async function spins() { await null; inner(); }
				async function inner() { while (true); }
				export async function waits() { await new Promise(resolve => setTimeout(resolve, 60_000)); }
			`,
		}),
	);
	let cancelledAt = 0;
	let others = 0;
	const trace = await runProgram({
		own,
		tasks: ['waits', 'spins'],
		on(event: TraceEvent, run: Run) {
			if (event.type === 'loop-blocked' && others++ === 0) {
				run.cancel('waits');
				setTimeout(() => {
					cancelledAt = performance.now();
					run.cancel('spins');
				}, 400);
			}
		},
	});
	const took = performance.now() - cancelledAt;
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.equal(outcome, 'cancelled');
	assert.match(error?.message ?? '', /was blocking the thread/);
	assert(cancelledAt > 0 && took < 500, `ended after ${took} ms`);
});

test('what is thrown that is no error is told as it is', async context => {
	const own = new URL(
		'jobs.mjs',
		folderOf(context, {
			'jobs.mjs': `
				export async function text() { throw 'just text'; }
				export async function nothing() { throw null; }
				export async function object() { await null; throw {code: 7}; }
				export async function late() { Promise.reject(undefined); await new Promise(resolve => setTimeout(resolve, 20)); }
			`,
		}),
	);
	const trace = await runProgram({own, tasks: ['text', 'nothing', 'object', 'late'], strategy: 'all-settled'});
	const messages = ['text', 'nothing', 'object'].map(task => eventOf(trace, 'task-ended', task).error?.message);
	assert.deepEqual(messages, ["'just text'", 'null', '{ code: 7 }']);
	assert.equal(eventOf(trace, 'warning-raised').message, 'thrown: undefined');
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});

test('more memory than is allowed ends the run, and is said', async context => {
	const trace = await alone(context, 'const kept = [];\nfor (;;) { kept.push(Buffer.alloc(1_000_000, 1)); }\n', {
		maxMemory: 250,
	});
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.equal(outcome, 'killed');
	assert.match(error?.message ?? '', /^it used \d+ MB of memory; the limit is 250 MB \(--max-memory\)$/);
});

test('a full heap is an end that says so, without what V8 writes about it', posix, async context => {
	const folder = folderOf(context, {'main.mjs': 'const kept = [];\nfor (;;) { kept.push({}, {}); }\n'});
	const node = fileURLToPath(new URL('node.sh', folder));
	writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" --max-old-space-size=30 "$@"\n`);
	chmodSync(node, 0o755);
	const trace = await runFile(new URL('main.mjs', folder), {engine: createJavaScriptEngine(node)});
	const {outcome, error} = eventOf(trace, 'run-ended');
	assert.deepEqual([outcome, error?.name], ['killed', 'OutOfMemory']);
	assert.doesNotMatch(printed(trace), /FATAL ERROR/);
});

test('calls that are many at once are all told, while this process stays awake', async context => {
	// By the time on the processor, since others may be on it.
	const busy = () => {
		const {user, system} = process.threadCpuUsage?.() ?? process.cpuUsage();
		return (user + system) / 1000;
	};
	let longest = 0;
	let last = busy();
	const watching = setInterval(() => {
		longest = Math.max(longest, busy() - last);
		last = busy();
	}, 5);
	try {
		const trace = await alone(
			context,
			'const task = async () => await null;\nawait Promise.all(Array.from({length: 20_000}, () => task()));\n',
			{
				on(event) {
					if (event.type === 'run-ended') {
						// From here on it is this test that is busy.
						clearInterval(watching);
					}
				},
			},
		);
		assert.equal(eventsOf(trace, 'task-created').length, 20_001);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		assert(longest < 50, `${longest} ms without a turn of the loop`);
	} finally {
		clearInterval(watching);
	}
});

test('a flood of output is told in part', async context => {
	const trace = await alone(
		context,
		`const line = 'x'.repeat(999) + '\\n';
		for (let number = 0; number < 20_000; number++) process.stdout.write(line);
		console.log('y'.repeat(1_000_000));
		console.log('end');`,
	);
	const text = printed(trace);
	assert(text.length < 3_000_000, `${text.length} characters`);
	assert.match(text, /omitted: too much output at once/);
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});

test('a flood past the runner is told in part too', posix, async context => {
	const trace = await alone(
		context,
		"import {execSync} from 'node:child_process';\nexecSync('yes \"a flood of words\" | head -c 20000000', {stdio: 'inherit'});\n",
	);
	const text = printed(trace);
	assert(text.length < 4_000_000, `${text.length} characters`);
	assert.match(text, /omitted: too much output at once/);
});

test('control sequences and secrets in what a program says are data', async context => {
	const trace = await alone(
		context,
		"console.log('\\u001B[2J\\u001B]0;title\\u0007 https://user:pass@host/?token=1');\nthrow new Error('\\u001B[31mred Authorization: Bearer abc');\n",
	);
	assert.match(printed(trace), /^\u001B\[2J\u001B\]0;title\u0007 https:\/\/user:\*\*\*@host\/\?token=\*\*\*\n/);
	assert.equal(eventOf(trace, 'run-ended').error?.message, '\u001B[31mred Authorization: ***');
});

test(
	'a program can close its descriptors, change its folder and its title, and read an empty input',
	posix,
	async context => {
		const trace = await alone(
			context,
			`import fs from 'node:fs';
		console.log(JSON.stringify(fs.readFileSync(0, 'utf8')));
		for await (const chunk of process.stdin) console.log('input', chunk);
		process.title = 'mine';
		process.chdir('/');
		for (const descriptor of [0, 1, 2, 3, 4]) {
			try { fs.closeSync(descriptor); } catch (error) { console.log(error.code); }
		}
		fs.close(3, error => console.log('late', error.code));
		async function after() { await new Promise(resolve => setTimeout(resolve, 20)); return process.cwd(); }
		console.log(await after());`,
		);
		assert.equal(printed(trace), '""\nEBADF\nEBADF\nlate EBADF\n/\n');
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
		assert(eventsOf(trace, 'task-waiting').every(({place}) => place === undefined || place.file === 'main.mjs'));
	},
);

test('whatever a program has started ends with it', posix, async context => {
	const trace = await alone(
		context,
		`import {spawn} from 'node:child_process';
		const child = spawn('sh', ['-c', 'trap "" TERM HUP; sleep 60 & wait'], {stdio: 'inherit'});
		console.log('child', child.pid);
		child.unref();`,
	);
	const pid = Number(/child (\d+)/.exec(printed(trace))?.[1]);
	assert(pid > 0);
	await untilGone(pid);
	assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
});

test('a program that hears no signal is ended, with its children', posix, async context => {
	const abort = new AbortController();
	let text = '';
	const trace = await alone(
		context,
		`import {spawn} from 'node:child_process';
		for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
		process.on('exit', () => { while (true); });
		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		child.on('spawn', () => console.log('pids', process.pid, child.pid));`,
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
	await untilGone(Number(own));
	await untilGone(Number(child));
	assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
});
