import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

/** Greets each line of its input, and leaves when that ends, or at a farewell. */
const greets = `import {createInterface} from 'node:readline';
async function greet() {
	for await (const line of createInterface({input: process.stdin})) {
		if (line === 'bye') process.exit(3);
		console.log('Hello, ' + line + '!');
	}
	return 'end';
}
console.log(await greet());
process.exitCode = 3;
`;

suite('input for the program', {timeout: 60_000}, () => {
	const ways: readonly (readonly [what: string, words: (file: string) => readonly string[], end: string])[] = [
		['a file', file => [file], '\u0004'],
		['a command', file => ['--', process.execPath, file], 'bye\r'],
	];
	for (const [what, words, end] of ways) {
		test(`is typed after i, until the program or Ctrl+D ends it: ${what}`, async t => {
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
			terminal.type(end);
			// On a busy machine, a longer sentence takes the place of the next key.
			await terminal.shows(/^ r again /);
			terminal.type('o');
			await terminal.shows('Hello, Any q!');
			terminal.type('oi');
			await terminal.shows('No program reads from the keyboard here now. Press r to run it again.');
			terminal.type('q');
			assert.deepEqual(await terminal.ended, {code: 3, signal: 0});
		});
	}
});
