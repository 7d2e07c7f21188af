import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {withFolder} from '../helpers/folder.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const skip = !(await testPython()) && withoutPython;

const files = {
	'main.mjs': `import {setTimeout as sleep} from 'node:timers/promises';
async function greet(name) {
	await sleep(50);
	return 'Hello, ' + name + '!';
}
console.log(await greet(process.argv[2]));
process.exitCode = 4;
`,
	'package.json': '{"scripts": {"start": "node main.mjs Ada"}}',
	'app/__main__.py': `import asyncio
async def nap():
    await asyncio.sleep(0.05)
    print("rested")
asyncio.run(nap())
`,
	'site/__main__.py': '',
	'site/package.json': '{}',
	'loops/__main__.py': `import trio
async def nap():
    await trio.asyncio.sleep(0.01)
trio.run(print)
trio.asyncio.run(nap())
`,
	// Its import leads to that of asyncio before it has a function of its own.
	'loops/trio.py': 'import asyncio\nrun = lambda function: function()\n',
	run: '#!/bin/sh\n',
} as const;

function folderWithFiles(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true, force: true}));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	}

	return folder;
}

async function asyncTui(cwd: string, ...args: readonly string[]) {
	return await asyncTuiReading('', cwd, ...args);
}

async function asyncTuiReading(input: string, cwd: string, ...args: readonly string[]) {
	const child = spawn(process.execPath, [program, ...args], {cwd, stdio: ['pipe', 'pipe', 'pipe']});
	child.stdin.on('error', () => {});
	child.stdin.end(input);
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', data => {
		stdout += data;
	});
	child.stderr.on('data', data => {
		stderr += data;
	});
	const code = await new Promise<number | null>(resolve => child.on('close', resolve));
	return {code, stdout, stderr};
}

suite('a command runs as its user types it', {timeout: 120_000}, () => {
	const observed: readonly (readonly [args: readonly string[], code: number, shows: RegExp, python?: 'python'])[] = [
		[['--plain', '--', 'node', 'main.mjs', 'Ada'], 4, /start +greet[\s\S]*Hello, Ada!/],
		[['--plain', 'node', 'main.mjs', '--plain'], 4, /start +greet[\s\S]*Hello, --plain!/],
		[['--plain', '.'], 4, /^npm start · [\s\S]*start +greet[\s\S]*Hello, Ada!/],
		[
			['--plain', '-m', 'app'],
			0,
			/^python3 -m app · [\s\S]*process .* -m app +CPython[\s\S]*start +nap[\s\S]*rested/,
			'python',
		],
		[
			['--plain', '--', 'python3', 'loops'],
			0,
			/process .* loops +CPython[\s\S]*start +top level[\s\S]*start +nap[\s\S]*uses trio, whose tasks are not observed/,
			'python',
		],
		[['--plain', 'app/'], 0, /^python3 app · [\s\S]*process .* CPython[\s\S]*start +nap[\s\S]*rested/, 'python'],
	];
	for (const [args, code, shows, python] of observed) {
		test(args.join(' '), {skip: python && skip}, async t => {
			const {stderr, ...seen} = await asyncTui(folderWithFiles(t), ...args);
			assert.deepEqual([seen.code, stderr], [code, '']);
			assert.match(seen.stdout, shows);
		});
	}

	test('a command with nothing to observe says so, and keeps its code', async t => {
		const folder = folderWithFiles(t);
		const {code, stdout} = await asyncTui(folder, '--plain', '--', 'sh', '-c', 'echo hi; exit 3');
		assert.equal(code, 3);
		assert.match(stdout, /hi\n[\s\S]*ended with code 3\. No process of it made an async call that async-tui sees\.\n/);
		const json = await asyncTui(folder, '--json', '--', 'true');
		assert.deepEqual(JSON.parse(json.stdout.trimEnd().split('\n').at(-1) ?? ''), {
			type: 'not-observed',
			command: ['true'],
			code: 0,
		});
	});

	for (const format of ['--plain', '--json']) {
		test(`what it prints is there at once, without any async call: ${format}`, async t => {
			const words = [program, format, '--', 'sh', '-c', 'echo listening; read line'];
			const child = spawn(process.execPath, words, {stdio: ['pipe', 'pipe', 'inherit']});
			t.after(() => child.kill('SIGKILL'));
			let stdout = '';
			for await (const data of child.stdout) {
				stdout += data;
				// The command ends only after its line has arrived here.
				if (/ stdout +listening\n|"text":"listening\\n"/.test(stdout)) child.stdin.end('\n');
			}
			assert.match(stdout, /ended with code 0|"not-observed"/);
		});
	}

	test('it has the open files and the folder for temporary files of async-tui', {
		skip: process.platform !== 'linux' && 'only on Linux are they known',
	}, async t => {
		const cwd = folderWithFiles(t);
		mkdirSync(join(cwd, 'temporary'));
		const command = 'read -r line <&3; echo "$line" >&9; cd app && node ../main.mjs Ada';
		const shell = 'exec 3<package.json 9>written; exec "$@"';
		const words = ['-c', shell, 'sh', process.execPath, program, '--plain', '--', 'sh', '-c', command];
		// A relative path, which is another one in the folder of the last program.
		const env = {...process.env, TMPDIR: 'temporary', XDG_RUNTIME_DIR: undefined};
		const child = spawn('sh', words, {cwd, env, stdio: ['ignore', 'pipe', 'inherit']});
		assert.match(await text(child.stdout), /start +greet/);
		assert.equal(readFileSync(join(cwd, 'written'), 'utf8'), `${files['package.json']}\n`);
	});

	test('the standard input is that of the program', {skip}, async t => {
		const folder = folderWithFiles(t);
		writeFileSync(join(folder, 'in.py'), 'print("read", input(), input())\n');
		writeFileSync(
			join(folder, 'in.mjs'),
			"for await (const text of process.stdin) console.log('read', String(text).trim());\n",
		);
		for (const args of [['in.py'], ['in.mjs'], ['-m', 'in'], ['--', 'sh', '-c', 'read a; read b; echo read $a $b']]) {
			const {code, stdout} = await asyncTuiReading('a\nb\n', folder, '--plain', ...args);
			assert.equal(code, 0, stdout);
			assert.match(stdout, /read a\s+.*b/, args.join(' '));
		}
	});

	const wrong: readonly (readonly [args: readonly string[], code: number, sentence: RegExp])[] = [
		[['--', 'zq-7-not-there'], 127, /^async-tui: there is no command "zq-7-not-there" on PATH\.\n/],
		[['--', 'noode', 'x'], 127, /^async-tui: there is no command "noode" on PATH\. Did you mean node\?\n/],
		[['--', './run'], 126, /^async-tui: "\.\/run" may not be executed: chmod \+x \.\/run\n/],
		[['--', './gone'], 127, /^async-tui: there is no file "\.\/gone"\.\n/],
		[
			['--only', 'a', 'node', 'main.mjs'],
			2,
			/^async-tui: --only chooses functions of a file; node main\.mjs is a command\.\n/,
		],
		[['--'], 2, /^async-tui: -- needs a command: async-tui -- npm start\n/],
		[['-m'], 2, /^async-tui: -m needs the name of a module: async-tui -m NAME\n/],
		[['site'], 2, /^async-tui: "site\/" has __main__\.py and package\.json\. Say which: /],
		[['nowordatall'], 2, /^async-tui: unknown scenario "nowordatall"\.\n.*A command\? async-tui -- nowordatall\n$/],
	];
	for (const [args, code, sentence] of wrong) {
		test(args.join(' '), async t => {
			const {stdout, stderr, ...seen} = await asyncTui(folderWithFiles(t), ...args);
			assert.deepEqual([seen.code, stdout], [code, '']);
			assert.match(stderr, sentence);
		});
	}

	test('on the dashboard, in the language of its processes', {skip}, async t => {
		const folder = folderWithFiles(t);
		const terminal = openTerminal('sh', ['-c', `cd ${folder} && exec "$NODE" "$PROGRAM" -- sh -c "python3 app"`], {
			env: {NODE: process.execPath, PROGRAM: program},
		});
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows('FINISHED');
		await terminal.shows(/CPython \d/);
		await terminal.shows(/\bnap\b/);
		await terminal.shows('await asyncio.sleep(0.05)');
		terminal.type('r');
		await terminal.shows('FINISHED');
		terminal.type('q');
		assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
		assert.deepEqual(terminal.leftovers(), []);
	});
});

const two = `async function second() { for (;;) await new Promise(done => setTimeout(done, 60)); }
await second();
`;
const one = `import {spawn} from 'node:child_process';
async function first() { for (;;) await new Promise(done => setTimeout(done, 50)); }
const running = first();
setTimeout(() => spawn(process.execPath, ['two.mjs'], {stdio: 'inherit'}), 50);
await running;
`;

test('P lists the processes of a command, and Enter shows another one', () =>
	withFolder({'one.mjs': one, 'two.mjs': two}, async folder => {
		const command = 'cd "$1" && exec "$2" "$3" -- "$2" one.mjs';
		const words = ['sh', fileURLToPath(folder), process.execPath, program];
		const terminal = openTerminal('sh', ['-c', command, ...words]);
		try {
			await terminal.shows(/P processes \(2\)/);
			await terminal.shows(/\bfirst\b/);
			terminal.type('P');
			await terminal.shows(/▸ . node one\.mjs +pid \d+ +\d in flight +\d calls +shown/);
			await terminal.shows(/ {2}. node two\.mjs +pid \d+ +1 in flight +1 call/);
			terminal.type('j\r');
			await terminal.shows(/│ +second +◐/);
			terminal.type('q');
			await terminal.ended;
		} finally {
			terminal.kill('SIGKILL');
		}
	}));

const patches = `const fs = require('node:fs'), util = require('node:util');
let ours = 0;
for (const [module, name] of [[fs, 'writeSync'], [fs, 'readFileSync'], [fs, 'fstatSync'], [fs, 'closeSync'], [util, 'inspect']]) {
	const real = module[name];
	module[name] = function (...args) {
		if (/engines.javascript.runner/.test(new Error().stack)) ours++;
		return real.apply(this, args);
	};
}
async function load() { await new Promise(done => setTimeout(done, 30)); return {a: 1}; }
Promise.all([load(), load()]).then(() => console.log(ours + ' calls from outside'));
`;

for (const args of [['patches.cjs'], ['--', 'node', 'patches.cjs']]) {
	test(`what a program puts in place of functions of Node.js is its own: ${args.join(' ')}`, () =>
		withFolder({'patches.cjs': patches}, async folder => {
			const {stdout, code} = await asyncTui(fileURLToPath(folder), '--plain', ...args);
			assert.equal(code, 0);
			assert.match(stdout, / 0 calls from outside/);
		}));
}

test('what a command prints after its first observed process has ended is not lost', () =>
	withFolder(files, async folder => {
		const {stdout, code} = await asyncTui(
			fileURLToPath(folder),
			...['--json', '--', 'sh', '-c', 'node main.mjs Ada; sleep 0.5; echo afterwards; exit 3'],
		);
		assert.equal(code, 3);
		const events = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		const types = events.map(({type}) => type);
		const after = events.findLast(({type}) => type === 'output-written');
		assert.deepEqual([after?.text, after?.task], ['afterwards\n', undefined]);
		assert.ok(types.lastIndexOf('output-written') > types.indexOf('run-ended'));
	}));

const withThread = `import {Worker, isMainThread} from 'node:worker_threads';
async function load() { await new Promise(done => setTimeout(done, 5)); return 1; }
if (isMainThread) { new Worker(new URL(import.meta.url)); }
console.log(await load());
process.exitCode = isMainThread ? 3 : 0;
`;

test('the lines of other threads and processes come behind those of the first', () =>
	withFolder({'main.mjs': withThread}, async folder => {
		const {stdout} = await asyncTui(fileURLToPath(folder), '--json', '--', process.execPath, 'main.mjs');
		const events = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		const described = events.flatMap(({type}, index) => (type === 'run-described' ? [index] : []));
		assert.equal(described.length, 2);
		assert.equal(events[(described[1] as number) - 1].type, 'summary');
		assert.deepEqual(
			events.filter(({type}) => type === 'runtime-ready').map(({process}) => process.thread),
			[undefined, 1],
		);
	}));
