import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {lessonFolder} from '../fixtures/lesson-folder.ts';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

function start(t: TestContext, args: readonly string[], options: readonly string[] = []): PseudoTerminal {
	const terminal = openTerminal(process.execPath, [...options, program, ...args]);
	t.after(() => terminal.kill('SIGKILL'));
	return terminal;
}

function folder(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(path, {recursive: true, force: true}));
	return path;
}

const sources = {
	'jobs.py':
		'import asyncio\n\nasync def one():\n    await asyncio.sleep(0.05)\n\nasync def two():\n    await asyncio.sleep(0.05)\n',
	'main.py': 'import asyncio\n\nasync def nap():\n    await asyncio.sleep(0.05)\n\nasyncio.run(nap())\n',
	'jobs.mjs': 'export async function one() {}\nexport async function two() {}\n',
} as const;

suite('a file that is gone when r is pressed', () => {
	for (const [name, text] of Object.entries(sources)) {
		test(`${name}: one sentence, and the last run stays; once it is back it runs`, async t => {
			const path = join(folder(t), name);
			writeFileSync(path, text);
			const terminal = start(t, [path, ...(name.startsWith('jobs') ? ['--tasks'] : [])]);
			await terminal.shows('FINISHED');
			rmSync(path);
			terminal.type('r');
			await terminal.shows(`Cannot read "${name}": no such file or directory. Restore it and press the key again.`);
			await terminal.shows('FINISHED');
			writeFileSync(path, text);
			terminal.type('rH');
			await terminal.shows(/ 2 .*FINISHED.* shown/);
			terminal.type('q');
			terminal.type('q');
			assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
			assert.deepEqual(terminal.leftovers(), []);
		});
	}

	test('the program of a lesson: the same, for another version and for the comparison too', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const terminal = start(t, [path, '-l', 'javascript']);
		await terminal.shows('Two naps of 50 ms');
		terminal.type('\r');
		await terminal.shows('FINISHED');
		rmSync(join(path, 'naps.js'));
		rmSync(join(path, 'falling.js'));
		terminal.type('r');
		await terminal.shows('Cannot read "naps.js": no such file or directory');
		terminal.type('2');
		await terminal.shows('Cannot read "falling.js": no such file or directory');
		await terminal.shows('[1 In turn]');
		terminal.type('c');
		await terminal.shows('Cannot read "naps.js": no such file or directory');
		await terminal.shows('FINISHED');
		terminal.type('q');
		assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
		assert.deepEqual(terminal.leftovers(), []);
	});
});

suite('an error that nothing caught', () => {
	const message = 'async-tui: internal error: out of luck. This is a bug; DEBUG=async-tui shows the stack.';
	/** Code that runs in the program's process before it starts. */
	const preload = (code: string) => ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
	const faults = {
		'in a timer': "process.on('SIGUSR2', () => setTimeout(() => {throw new Error('out of luck')}, 100))",
		'in a promise': "process.on('SIGUSR2', () => {Promise.reject(new Error('out of luck'))})",
		'at a key': "process.stdin.on('readable', () => {throw new Error('out of luck')})",
	};

	for (const [where, code] of Object.entries(faults)) {
		for (const options of [[], ['--screen-reader']]) {
			test(`${where}: one sentence, and the terminal is restored ${options.join()}`, async t => {
				const terminal = start(t, ['dashboard', '-s', 'sequential', ...options], preload(code));
				await terminal.shows(options.length > 0 ? 'Strategy: Sequential' : 'RUNNING');
				if (where === 'at a key') terminal.type('?');
				else terminal.kill('SIGUSR2');
				assert.deepEqual(await terminal.ended, {code: 1, signal: 0});
				assert.match(terminal.screen().join(' ').replace(/\s+/g, ' '), new RegExp(message.replaceAll('.', '\\.')));
				assert.doesNotMatch(terminal.screen().join('\n'), / at .*:\d+/);
				assert.deepEqual(terminal.leftovers(), []);
			});
		}
	}
});
