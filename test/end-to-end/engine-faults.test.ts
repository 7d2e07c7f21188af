import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const limit = 30_000;
const skip = !(await testPython()) && withoutPython;

/** Programs that leave their process id in `pid`, and then wait, or hold every thread of their language. */
const programs = {
	'waits.mjs': `import './pid.mjs';\nawait new Promise(resolve => setTimeout(resolve, 600_000));\n`,
	'waits.py': `import asyncio, pid\nasyncio.run(asyncio.sleep(600))\n`,
	'holds.mjs': `import './pid.mjs';\nsetTimeout(() => { for (;;) {} }, 50);\n`,
	// Keeps the lock of the interpreter within a function of C.
	'holds.py': `import pid\nprint(9 ** 9 ** 9)\n`,
};

const helpers = {
	'pid.mjs': `import {writeFileSync} from 'node:fs';\nwriteFileSync(new URL('pid', import.meta.url), String(process.pid));\n`,
	'pid.py': `import os, pathlib\npathlib.Path(__file__).with_name('pid').write_text(str(os.getpid()))\n`,
};

async function started(t: TestContext, name: keyof typeof programs): Promise<{terminal: PseudoTerminal; pid: number}> {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	for (const [file, text] of Object.entries({...helpers, [name]: programs[name]})) {
		writeFileSync(join(folder, file), text);
	}
	const terminal = openTerminal('sh', [
		'-c',
		'cd "$1" && exec "$2" "$3" "$4"',
		'sh',
		folder,
		process.execPath,
		program,
		name,
	]);
	t.after(() => {
		terminal.kill('SIGKILL');
		rmSync(folder, {recursive: true});
	});
	const file = join(folder, 'pid');
	await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '', 'the start of the program');
	return {terminal, pid: Number(readFileSync(file, 'utf8'))};
}

/** The state of a process, such as `T`. Undefined if it is gone. */
function stateOf(pid: number): string | undefined {
	try {
		const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'}).trim();
		return state.startsWith('Z') ? undefined : state;
	} catch {
		return undefined;
	}
}

async function until(met: () => boolean, what: string): Promise<void> {
	for (const end = Date.now() + limit; !met(); await sleep(20)) {
		assert.ok(Date.now() < end, `not within ${limit} ms: ${what}`);
	}
}

for (const name of ['waits.mjs', 'waits.py'] as const) {
	suite(`a process that is stopped: ${name}`, {skip: name.endsWith('.py') && skip}, () => {
		test('is ended by q', async t => {
			const {terminal, pid} = await started(t, name);
			process.kill(pid, 'SIGSTOP');
			await until(() => stateOf(pid)?.startsWith('T') ?? false, 'the stop');
			terminal.type('q');
			await terminal.ended;
			assert.equal(stateOf(pid), undefined);
			assert.deepEqual(terminal.leftovers(), []);
		});

		test('is ended by SIGTERM', async t => {
			const {terminal, pid} = await started(t, name);
			process.kill(pid, 'SIGSTOP');
			await until(() => stateOf(pid)?.startsWith('T') ?? false, 'the stop');
			process.kill(terminal.pid, 'SIGTERM');
			assert.equal((await terminal.ended).signal, 15);
			assert.equal(stateOf(pid), undefined);
		});
	});
}

suite('a process whose dashboard is killed ends', () => {
	for (const name of Object.keys(programs) as (keyof typeof programs)[]) {
		test(`also while it waits or holds the thread: ${name}`, {skip: name.endsWith('.py') && skip}, async t => {
			const {terminal, pid} = await started(t, name);
			process.kill(terminal.pid, 'SIGKILL');
			await until(() => stateOf(pid) === undefined, 'the end of the process');
		});
	}
});

/** Programs that report event after event. They leave their process id once they have connected, and then `more`. */
const busy = {
	'busy.mjs': `import {writeFileSync} from 'node:fs';
const nap = async () => { await new Promise(done => setTimeout(done, 2)); };
await nap();
writeFileSync('pid', String(process.pid));
for (let count = 0; ; count++) {
	await nap();
	if (count === 5) writeFileSync('more', '');
}
`,
	'busy.py': `import asyncio, os, pathlib
async def nap():
    await asyncio.sleep(0.002)
async def main():
    await nap()
    pathlib.Path("pid").write_text(str(os.getpid()))
    for count in range(10**6):
        await nap()
        if count == 5:
            pathlib.Path("more").touch()
asyncio.run(main())
`,
};

for (const [name, text] of Object.entries(busy)) {
	const isPython = name.endsWith('.py');
	test(`a command ends with its host, even if that leaves events unread: ${name}`, {
		skip: isPython && skip,
	}, async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		writeFileSync(join(folder, name), text);
		const words = [program, '--json', '--', isPython ? 'python3' : process.execPath, name];
		const host = spawn(process.execPath, words, {cwd: folder, stdio: 'ignore'});
		t.after(() => host.kill('SIGKILL'));
		const file = join(folder, 'pid');
		await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '', 'the start of the program');
		host.kill('SIGSTOP');
		await until(() => existsSync(join(folder, 'more')), 'more events');
		host.kill('SIGKILL');
		const pid = Number(readFileSync(file, 'utf8'));
		await until(() => stateOf(pid) === undefined, 'the end of the process');
	});
}
