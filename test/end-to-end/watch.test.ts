import assert from 'node:assert/strict';
import {mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const start = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

test('a saved file runs again, a mistake is shown with its line, and E opens it', {timeout: 90_000}, async t => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'main.mjs');
	const part = join(folder, 'part.mjs');
	writeFileSync(file, "import {nap} from './part.mjs';\nawait nap();\n");
	const write = (name: string, rest = '') =>
		writeFileSync(part, `export async function nap() { await ${name}(); }\nasync function ${name}() {}\n${rest}`);
	write('first');
	const editor = join(folder, 'editor');
	writeFileSync(editor, '#!/bin/sh\nprintf "line $1: "\nread -r word\n[ "$word" = done ]\n', {mode: 0o755});
	const terminal = openTerminal(process.execPath, [start, file, '--watch'], {env: {VISUAL: editor}});
	await terminal.shows('watching 2 files');
	await terminal.shows(/ first .*done/);
	write('second');
	await terminal.shows(/ second .*done/);
	write('third', '((');
	await terminal.shows('part.mjs line 3: Unexpected token. Waiting for the next save.');
	await terminal.shows(/ second .*done/);
	write('third');
	await terminal.shows(/ third .*done/);
	renameSync(file, `${file}~`);
	await terminal.shows('main.mjs is gone. Waiting for it to come back.');
	renameSync(`${file}~`, file);
	await terminal.shows('main.mjs saved.');
	await terminal.shows('FINISHED');
	terminal.type('E');
	await terminal.shows('line +2: ');
	terminal.type('done\r');
	await terminal.shows('FINISHED');
	// The places on the screen open their files.
	for (const name of ['main.mjs', 'part.mjs']) {
		assert.match(terminal.written(), new RegExp(`\\u001b]8;;file://[^/\\u0007]+${folder}/${name}\\u0007`), name);
	}
	terminal.type('q');
	assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
	assert.deepEqual(terminal.leftovers(), []);
});
