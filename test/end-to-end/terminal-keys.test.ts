import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const start = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

test('keys come from the terminal while the program reads the standard input', {timeout: 60_000}, async t => {
	const folder = mkdtempSync(join(tmpdir(), 'keys-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'reads.mjs');
	writeFileSync(
		file,
		`import {createInterface} from 'node:readline';
async function sum() {
	let total = 0;
	for await (const line of createInterface({input: process.stdin})) total += Number(line);
	return total;
}
console.log('sum is', await sum());
`,
	);
	const terminal = openTerminal('/bin/sh', ['-c', `printf '20\\n22\\n' | "${process.execPath}" "${start}" "${file}"`]);
	await terminal.shows('FINISHED');
	terminal.type('o');
	await terminal.shows('sum is 42');
	terminal.type('oq');
	assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
	assert.deepEqual(terminal.leftovers(), []);
});
