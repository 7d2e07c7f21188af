import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

/** Greets each line of its input, and leaves when that ends. */
const greets = `import {createInterface} from 'node:readline';
async function greet() {
	for await (const line of createInterface({input: process.stdin})) console.log('Hello, ' + line + '!');
	return 'end';
}
console.log(await greet());
process.exitCode = 3;
`;

suite('input for the program', {timeout: 60_000}, () => {
	const ways: readonly (readonly [what: string, words: (file: string) => readonly string[]])[] = [
		['a file', file => [file]],
		['a command', file => ['--', process.execPath, file]],
	];
	for (const [what, words] of ways) {
		test(`is typed after i and ended by Ctrl+D: ${what}`, async t => {
			const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
			t.after(() => rmSync(folder, {recursive: true, force: true}));
			const file = join(folder, 'greets.mjs');
			writeFileSync(file, greets);
			const terminal = openTerminal(process.execPath, [program, ...words(file)]);
			t.after(() => terminal.kill('SIGKILL'));
			await terminal.shows(/i input/);
			terminal.type('i');
			await terminal.shows(/Input: _ +Enter send/);
			terminal.type('Ada\u007F\u007Fny q');
			await terminal.shows('Input: Any q_');
			terminal.type('\r');
			await terminal.shows('Input: _');
			terminal.type('\u0004');
			await terminal.shows('Press r to run again.');
			terminal.type('o');
			await terminal.shows('Hello, Any q!');
			terminal.type('oi');
			await terminal.shows('No program reads from the keyboard here now. Press r to run it again.');
			terminal.type('q');
			assert.deepEqual(await terminal.ended, {code: 3, signal: 0});
		});
	}
});
