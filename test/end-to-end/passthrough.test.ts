import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {shellQuote} from '../../source/text/shell-quote.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

/** Reads a key without Enter, then counts the signals that reach it. */
const asks = `import {once} from 'node:events';
const {stdin, stdout} = process;
const counts = {SIGINT: 0, SIGTERM: 0};
for (const name of Object.keys(counts)) process.on(name, () => { counts[name]++; });
async function readKey() {
	stdin.setRawMode(true);
	stdout.write(stdout.isTTY + ', press a key: ');
	const [key] = await once(stdin, 'data');
	stdin.setRawMode(false);
	return String(key);
}
console.log(await readKey());
await once(process, 'SIGINT');
console.log('interrupted');
await once(process, 'SIGTERM');
// A second delivery would come at once.
await new Promise(resolve => setTimeout(resolve, 50));
console.log(JSON.stringify(counts));
process.exit(3);
`;

/** Notices that what started it is gone, and prints on. */
const outlives = `const parent = process.ppid;
const look = async () => { while (process.ppid === parent) await new Promise(resolve => setTimeout(resolve, 20)); };
console.log('parent ' + parent);
await look();
console.log('alone now');
`;

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true, force: true}));
	for (const [name, text] of Object.entries(files)) {
		writeFileSync(join(folder, name), text);
	}

	return folder;
}

suite('--passthrough', {timeout: 60_000}, () => {
	test('gives the program keys, screen and each signal once, and saves its run', async t => {
		const folder = folderWith(t, {'asks.mjs': asks});
		const saved = join(folder, 'a run.ndjson');
		const terminal = openTerminal(process.execPath, [
			program,
			join(folder, 'asks.mjs'),
			'--passthrough',
			'--no-source',
			'-o',
			saved,
		]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows('true, press a key:');
		terminal.type('x');
		await terminal.shows(/press a key: x$/);
		terminal.type('\u0003');
		await terminal.shows('interrupted');
		terminal.kill('SIGTERM');
		await terminal.shows('{"SIGINT":1,"SIGTERM":1}');
		// A command to type, so the space needs quotes.
		await terminal.shows("saved. Replay it: async-tui '");
		assert.deepEqual(await terminal.ended, {code: 3, signal: 0});
		assert.match(readFileSync(saved, 'utf8'), /"name":"readKey"/);
	});

	test('starts the file by the path that was typed', async t => {
		const folder = folderWith(t, {'typed.py': 'import sys\nprint(sys.argv)\n'});
		const ours = `${shellQuote(process.execPath)} ${shellQuote(program)} ./typed.py --passthrough -o run.ndjson`;
		const terminal = openTerminal('/bin/sh', ['-c', `cd ${shellQuote(folder)}; ${ours} -- x`]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows("['./typed.py', 'x']");
	});

	test('leaves the program running if async-tui is killed', async t => {
		const folder = folderWith(t, {'outlives.mjs': outlives});
		const ours = `${shellQuote(process.execPath)} ${shellQuote(program)} outlives.mjs --passthrough -o run.ndjson`;
		// A shell has the terminal, as ever: it outlives both.
		const terminal = openTerminal('/bin/sh', ['-c', `cd ${shellQuote(folder)}; ${ours}; read line`]);
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows(/^parent \d+$/);
		const parent = terminal
			.screen()
			.join('\n')
			.match(/^parent (\d+)$/m)?.[1];
		process.kill(Number(parent), 'SIGKILL');
		await terminal.shows('alone now');
	});
});
