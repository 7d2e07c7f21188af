import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const content = fileURLToPath(new URL('../../source/content/exercises/closed-early/', import.meta.url));

test('a file that is saved runs again, and the exercise is done once its claims hold', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'closed-early.mjs');
	const command = ['-c', 'cd "$1"; exec "$2" "$3" exercise closed-early', 'sh', folder, process.execPath, program];
	const terminal = openTerminal('sh', command);
	t.after(() => terminal.kill('SIGKILL'));
	await terminal.shows(/2 of 4/, 30_000);
	await terminal.shows(/○ “closed” is printed after “saved”\./);
	terminal.type('2');
	await terminal.shows('A solution opens after the last hint. Press i for a hint.');
	terminal.type('i');
	await terminal.shows('Hint 1 of 3   Look at the lane of save: when does main end?');

	copyFileSync(join(content, 'solution.js'), file);
	await terminal.shows('4 of 4. Done.', 30_000);
	await terminal.shows(/run 2 · saved \d\d:\d\d:\d\d/);
	terminal.type('2');
	await terminal.shows(/a solution, not your file +4 of 4/, 30_000);
	terminal.type('n');
	await terminal.shows('async-tui exercise for-each');

	terminal.type('u');
	await terminal.shows('Throw away your closed-early.mjs? Press u again.', 30_000);
	terminal.type('u');
	await terminal.shows(/○ “closed” is printed after “saved”\. {3}it printed: closed/, 30_000);
	assert.equal(readFileSync(file, 'utf8'), readFileSync(join(content, 'start.js'), 'utf8'));
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
	assert.deepEqual(terminal.leftovers(), []);
});
