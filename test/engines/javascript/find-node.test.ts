import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {after, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {findNode, stripsTypes} from '../../../source/engines/javascript/find-node.ts';
import {shellQuote} from '../../../source/text/shell-quote.ts';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const home = mkdtempSync(join(tmpdir(), 'async-tui-'));
after(() => rmSync(home, {recursive: true}));

/** A folder with a `node` that is a shell script. */
function folderWith(name: string, script: string): string {
	const folder = join(home, name);
	mkdirSync(folder);
	writeFileSync(join(folder, 'node'), `#!/bin/sh\n${script}\n`, {mode: 0o755});
	return folder;
}

const own = {executable: process.execPath, version: process.versions.node};
const other = folderWith('other', `FROM_PATH=yes exec ${shellQuote(process.execPath)} "$@"`);
const old = folderWith('old', 'echo v18.20.4');
const search = (...folders: readonly string[]) => ({env: {PATH: folders.join(delimiter)}, cwd: home});

suite('the Node.js of files', {skip: process.platform === 'win32' && 'shell scripts'}, () => {
	test('is the first of PATH, also from the current folder', async () => {
		const found = {executable: join(other, 'node'), version: process.versions.node};
		assert.deepEqual(await findNode(search('/nowhere', other, old)), found);
		assert.deepEqual(await findNode(search('other')), found);
		assert.equal((await findNode(search(old, other))).version, '18.20.4');
	});

	test('is the one that runs async-tui where PATH has none that reports a version', async () => {
		const broken = folderWith('broken', 'echo hello');
		const same = join(home, 'same');
		mkdirSync(same);
		symlinkSync(process.execPath, join(same, 'node'));
		for (const given of [search('/nowhere'), {env: {}, cwd: home}, search(broken), search(same)]) {
			assert.deepEqual(await findNode(given), own);
		}
	});

	test('runs them, and each run says so where it is too old', async () => {
		const program = "console.log(process.version, process.env.FROM_PATH ?? 'no');";
		const [printed] = eventsOf(
			await runText({program, engine: createJavaScriptEngine(search(other))}),
			'output-written',
		);
		assert.equal(printed?.text, `${process.version} yes\n`);

		const end = eventOf(await runText({program, engine: createJavaScriptEngine(search(old))}), 'run-ended');
		const needs = '20.19 or later is required. Put a newer one first on PATH.';
		assert.deepEqual(end.error, {name: 'OldNode', message: `${join(old, 'node')} is Node.js 18.20.4: ${needs}`});
	});

	test('runs a program that is given to the command line', () => {
		const program = join(home, 'main.mjs');
		writeFileSync(program, "console.log(process.env.FROM_PATH ?? 'no');");
		const start = fileURLToPath(new URL('../../../dist/start.js', import.meta.url));
		const env = {...process.env, PATH: `${other}${delimiter}${process.env.PATH}`};
		const printed = execFileSync(process.execPath, [start, program, '--plain'], {env, encoding: 'utf8'});
		assert.match(printed, /^.*\byes$/m);
	});
});

test('Node.js strips types from 22.18, 23.6 and 24 on', () => {
	const versions = ['20.19.6', '22.17.1', '22.18.0', '23.5.0', '23.6.0', '24.0.0', '26.10.0'];
	assert.deepEqual(versions.filter(stripsTypes), ['22.18.0', '23.6.0', '24.0.0', '26.10.0']);
});
