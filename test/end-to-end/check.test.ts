import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
after(() => rmSync(folder, {recursive: true}));

function check(text: string, ...flags: readonly string[]) {
	writeFileSync(join(folder, 'app.mjs'), text);
	const env = {PATH: process.env.PATH, XDG_STATE_HOME: folder, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE};
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, 'check', 'app.mjs', ...flags], {
		...{cwd: folder, env, encoding: 'utf8'},
	});
	return {status, stdout, stderr};
}

const sleep = "import {setTimeout as sleep} from 'node:timers/promises';\n";

suite('check runs a program', () => {
	test('prints the results alone, and what the program prints on the standard error', () => {
		const text = `${sleep}const f = () => sleep(20);\nasync function g() { await f(); }\nawait Promise.all([g(), g()]);\nconsole.log('printed');`;
		const {status, stdout, stderr} = check(text, '--peak', 'g>=2');
		assert.match(
			stdout,
			/^ok {4}peak g >= 2 +it was 2\nok {4}no stuck +nothing was found\nok {4}exit 0 +it exited with 0\nAll 3 hold\.\n$/,
		);
		assert.deepEqual([status, stderr], [0, 'printed\n']);
	});

	test('judges its exit code', () => {
		const {status, stdout} = check('process.exitCode = 3;', '--exit', '3');
		assert.deepEqual([status, /ok {4}exit 3/.test(stdout)], [0, true]);
		assert.match(check('process.exitCode = 3;').stdout, /not {3}exit 0 +it exited with 3/);
	});

	test('--for stops it, which is fine; --deadline does not hold', () => {
		const forever = `${sleep}for (;;) await sleep(50);`;
		const stopped = check(forever, '--for', '300ms');
		assert.deepEqual([stopped.status, stopped.stdout], [0, 'ok    no stuck   nothing was found\n1 of 1 holds.\n']);
		const late = check(forever, '--deadline', '1');
		assert.equal(late.status, 1);
		assert.match(late.stdout, /^not {3}deadline +it did not end within 1\.00 s/m);
	});
});
