import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {constants, tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const skip = !(await testPython()) && withoutPython;

/** Programs that wait for a minute. Each prints `up` first, which is nowhere in its code. */
const programs = {
	/** Cleans up for 1.5 s. */
	'shut.py': `import asyncio, atexit
atexit.register(lambda: print("atexit", flush=True))

async def main():
    print("u" + "p", flush=True)
    try:
        await asyncio.sleep(60)
    finally:
        print("closing", flush=True)
        await asyncio.sleep(1.5)
        print("closed", flush=True)

asyncio.run(main())
`,
	/** Leaves with its own code. */
	'shut.mjs': `import {setTimeout as sleep} from 'node:timers/promises';
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(name, async () => {
		console.log('closing');
		await sleep(300);
		console.log('closed');
		process.exit(3);
	});
}
console.log('u' + 'p');
await sleep(60_000);
`,
	/** Does nothing when it is asked to end. Writes down each start. */
	'stubborn.mjs': `import {appendFileSync} from 'node:fs';
process.on('SIGINT', () => console.log('no'));
setInterval(() => {}, 1000);
appendFileSync(process.argv[1] + '.txt', 'start\\n');
console.log('u' + 'p');
`,
	/** Does what Node.js does without handlers. */
	'plain.mjs': `import {setTimeout as sleep} from 'node:timers/promises';
console.log('u' + 'p');
await sleep(60_000);
`,
	/** Counts the signals that it gets, until 700 ms after the first, and starts a process that does the same. */
	'counts.mjs': `import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {appendFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
const isChild = process.argv[2] === 'child';
const signalled = new Promise(resolve => {
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(name, () => {
			appendFileSync(import.meta.filename + '.txt', \`\${isChild ? 'child' : 'parent'} \${name}\\n\`);
			resolve();
		});
	}
});
setInterval(() => {}, 1000);
if (isChild) {
	process.send('ready');
} else {
	const child = spawn(process.execPath, [import.meta.filename, 'child'], {stdio: ['ignore', 'ignore', 'ignore', 'ipc']});
	await once(child, 'message');
	console.log('u' + 'p');
	await once(child, 'exit');
}
await signalled;
await sleep(700);
process.exit(0);
`,
	/** Leaves with the code that a shell shows after SIGINT. */
	'leaves.mjs': `process.on('SIGINT', () => process.exit(130));
console.log('u' + 'p');
setInterval(() => {}, 1000);
`,
	'ends.mjs': `console.log('u' + 'p');
process.exitCode = 3;
`,
} as const;

function written(t: TestContext, name: keyof typeof programs): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true, force: true}));
	const path = join(folder, name);
	writeFileSync(path, programs[name]);
	return path;
}

/** Runs a program without keys, and sends signals to async-tui when lines of it have come. */
async function lines(
	t: TestContext,
	args: readonly string[],
	steps: readonly (readonly [text: string, signal: NodeJS.Signals])[],
) {
	const child = spawn(process.execPath, [program, ...args, '--plain']);
	t.after(() => child.kill('SIGKILL'));
	const left = [...steps];
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', data => {
		stdout += data;
		while (left[0] && stdout.includes(left[0][0])) {
			child.kill(left.shift()?.[1]);
		}
	});
	child.stderr.on('data', data => {
		stderr += data;
	});
	const [status, killedBy] = await once(child, 'close');
	// A process that a signal has ended has no code; a shell shows this one.
	const code: number = status ?? 128 + constants.signals[killedBy as NodeJS.Signals];
	return {code, killedBy, stdout, stderr};
}

// They mostly wait, as those below.
suite('a program is ended as in a terminal: without keys', {concurrency: 3, timeout: 120_000}, () => {
	test('its cleanup runs, and its exit code is that of async-tui', {skip}, async t => {
		const {code, stdout, stderr} = await lines(t, [written(t, 'shut.py')], [[' up\n', 'SIGINT']]);
		assert.equal(code, 130, stdout + stderr);
		assert.match(stdout, /closing\n[\s\S]*closed\n[\s\S]*atexit\n/);
		assert.equal(stderr, '');
	});

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		test(`${signal}: a program that leaves by itself keeps its code`, async t => {
			const {code, stdout} = await lines(t, [written(t, 'shut.mjs')], [[' up\n', signal]]);
			assert.deepEqual([code, /closing\n[\s\S]*closed\n/.test(stdout)], [3, true], stdout);
		});
	}

	test('async-tui ends by SIGINT only if the program did', {skip}, async t => {
		const endOf = async (name: keyof typeof programs) => {
			const {code, killedBy} = await lines(t, [written(t, name)], [[' up\n', 'SIGINT']]);
			return [code, killedBy];
		};
		assert.deepEqual(await endOf('leaves.mjs'), [130, null]);
		assert.deepEqual(await endOf('plain.mjs'), [130, 'SIGINT']);
		assert.deepEqual(await endOf('shut.py'), [130, 'SIGINT']);
	});

	for (const [signal, expected] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		test(`${signal}: a program without handlers ends with ${expected}`, async t => {
			const {code, stdout} = await lines(t, [written(t, 'plain.mjs')], [[' up\n', signal]]);
			assert.equal(code, expected, stdout);
		});
	}

	test('a second Ctrl+C kills it', async t => {
		const steps = [
			[' up\n', 'SIGINT'],
			[' no\n', 'SIGINT'],
		] as const;
		const {code} = await lines(t, [written(t, 'stubborn.mjs')], steps);
		assert.equal(code, 137);
	});

	test('each signal comes once, to the program and to what it has started', async t => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			const path = written(t, 'counts.mjs');
			const {code} = await lines(t, [path], [[' up\n', signal]]);
			assert.equal(code, 0);
			const counted = readFileSync(`${path}.txt`, 'utf8').trim().split('\n').sort();
			assert.deepEqual(counted, [`child ${signal}`, `parent ${signal}`]);
		}
	});

	test('a program that ends by itself keeps its code', async t => {
		assert.equal((await lines(t, [written(t, 'ends.mjs')], [])).code, 3);
	});
});

test('without keys, a program may clean up after its terminal has closed', {timeout: 30_000}, async t => {
	const path = written(t, 'counts.mjs');
	const terminal = openTerminal(process.execPath, [program, path, '--plain']);
	t.after(() => terminal.kill('SIGKILL'));
	await terminal.shows(/ up$/m);
	terminal.hangUp();
	assert.deepEqual((await terminal.ended).signal, 0);
	assert.deepEqual(readFileSync(`${path}.txt`, 'utf8').trim().split('\n').sort(), ['child SIGHUP', 'parent SIGHUP']);
});

suite('a program is ended as in a terminal: on the dashboard', {concurrency: 3, timeout: 120_000}, () => {
	const open = async (t: TestContext, name: keyof typeof programs): Promise<PseudoTerminal & {path: string}> => {
		const path = written(t, name);
		const terminal = openTerminal(process.execPath, [program, path]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows('RUNNING');
		terminal.type('o');
		await terminal.shows(/\bup\b/);
		terminal.type('\u001B');
		await terminal.shows('q quit');
		return {...terminal, path};
	};
	const ends = async (terminal: PseudoTerminal, code: number) => {
		assert.deepEqual(await terminal.ended, {code, signal: 0});
		assert.deepEqual(terminal.leftovers(), []);
	};

	test('q: the screen shows its cleanup, and says so each second; q again does nothing', {skip}, async t => {
		const terminal = await open(t, 'shut.py');
		terminal.type('q');
		await terminal.shows('shut.py is shutting down. Ctrl+C again kills it.');
		await terminal.shows('shut.py is shutting down: 1 s. Ctrl+C again kills it.');
		terminal.type('q');
		await ends(terminal, 0);
		assert.match(terminal.written(), /closed/);
	});

	test('Ctrl+C: the code of a program that leaves by itself, else 130', async t => {
		const own = await open(t, 'shut.mjs');
		own.type('\u0003');
		await ends(own, 3);
		const other = await open(t, 'plain.mjs');
		other.type('\u0003');
		await ends(other, 130);
	});

	test('a second Ctrl+C kills a program that does not end', async t => {
		const terminal = await open(t, 'stubborn.mjs');
		terminal.type('\u0003');
		await terminal.shows('stubborn.mjs is shutting down: 1 s. Ctrl+C again kills it.');
		terminal.type('\u0003');
		await ends(terminal, 130);
	});

	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		test(`${signal} is passed on once`, async t => {
			const counted = await open(t, 'counts.mjs');
			process.kill(counted.pid, signal);
			assert.equal((await counted.ended).code, 0);
			const sent = readFileSync(`${counted.path}.txt`, 'utf8').trim().split('\n').sort();
			assert.deepEqual(sent, [`child ${signal}`, `parent ${signal}`]);
			const plain = await open(t, 'plain.mjs');
			process.kill(plain.pid, signal);
			const {code: left, signal: killedBy} = await plain.ended;
			assert.equal(killedBy > 0 ? 128 + killedBy : left, code);
		});
	}

	test('r: the next run begins when the cleanup has ended', {skip}, async t => {
		const terminal = await open(t, 'shut.py');
		terminal.type('r');
		await terminal.shows('shut.py is shutting down.');
		await terminal.shows('closed');
		await terminal.shows('RUNNING');
		terminal.type('\u0003');
		await ends(terminal, 130);
	});

	test('r: from 2 s on, r again kills a program that does not end', async t => {
		const terminal = await open(t, 'stubborn.mjs');
		terminal.type('r');
		await terminal.shows('stubborn.mjs is shutting down: 2 s. r again kills it.');
		terminal.type('r');
		// What the screen shows in between can be gone before anything has looked at it.
		while (readFileSync(`${terminal.path}.txt`, 'utf8') !== 'start\nstart\n') await sleep(20);
		await terminal.shows('RUNNING');
		terminal.type('\u0003');
		await terminal.shows('Ctrl+C again kills it.');
		terminal.type('\u0003');
		await ends(terminal, 130);
	});

	test('q after a program has ended by itself: its code', async t => {
		const path = written(t, 'ends.mjs');
		const terminal = openTerminal(process.execPath, [program, path]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows(/FINISHED|FAILED/);
		terminal.type('q');
		await ends(terminal, 3);
	});
});
