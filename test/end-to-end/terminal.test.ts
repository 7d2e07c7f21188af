import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

const open: PseudoTerminal[] = [];
// Failed tests leave their programs running.
afterEach(() => {
	for (const terminal of open.splice(0)) {
		terminal.kill('SIGKILL');
	}
});

function dashboard(args: readonly string[] = [], options: Parameters<typeof openTerminal>[2] = {}): PseudoTerminal {
	const terminal = openTerminal(process.execPath, [program, ...args], options);
	open.push(terminal);
	return terminal;
}

/** A shell in which `"$NODE" "$PROGRAM"` is the program, wherever it is. */
function openShell(rows = 30): PseudoTerminal {
	const env = {PS1: 'shell> ', NODE: process.execPath, PROGRAM: program};
	return openTerminal('bash', ['--norc', '--noprofile', '-i'], {rows, env});
}

/** The descendants of a process. */
function descendants(pid: number): readonly number[] {
	const table = execFileSync('ps', ['-eo', 'pid=,ppid='], {encoding: 'utf8'})
		.trim()
		.split('\n')
		.map(row => row.trim().split(/\s+/).map(Number));
	const children = table.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
	return children.flatMap(child => [child, ...descendants(child)]);
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// A dead process that was not waited for yet is still listed.
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

async function gone(pids: readonly number[], limit = 5000): Promise<void> {
	const end = Date.now() + limit;
	while (pids.some(isAlive)) {
		assert.ok(Date.now() < end, `still running: ${pids.filter(isAlive).join(' ')}`);
		await new Promise(resolve => setTimeout(resolve, 20));
	}
}

test('a key that comes before the first frame or with it moves nothing in it', async () => {
	const terminal = dashboard();
	terminal.type('~');
	await new Promise<void>(resolve => {
		const look = () => (terminal.written().includes('\u001B[?1049h') ? resolve() : void setImmediate(look));
		look();
	});
	terminal.type('~~~');
	await terminal.shows('FINISHED');
	assert.doesNotMatch(terminal.screen().join('\n'), /~~~/);
	assert.match(terminal.screen()[0] ?? '', /^ async-tui {2}Load a dashboard {2}\[/);
	terminal.type('q');
	await terminal.ended;
});

test('a session: a run at once, another strategy by key, a smaller window, and quit', async () => {
	const terminal = dashboard();
	await terminal.shows('RUNNING');
	await terminal.shows('[2 Concurrent]');
	await terminal.shows('FINISHED');
	terminal.type('1');
	await terminal.shows('[1 Sequential]');
	await terminal.shows('RUNNING');
	terminal.resize(60, 20);
	await terminal.shows(/^ ?.{0,58}q quit/);
	assert.equal(terminal.screen().length, 20);
	terminal.type('s');
	await terminal.shows('2 Concurrent]');
	// All five are in flight for 0.8 s, which a busy machine can miss: the end says so, too.
	await terminal.shows(/in flight 5\/5|5 waiting|peak 5/);
	terminal.type('q');
	assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
	assert.deepEqual(terminal.leftovers(), []);
	assert.match(terminal.screen().join('\n'), /Load a dashboard: Concurrent .*\nRun it again: {2}async-tui dashboard/);
});

test('Ctrl+C ends with 130', async () => {
	const terminal = dashboard();
	await terminal.shows('RUNNING');
	terminal.type('\u0003');
	assert.equal((await terminal.ended).code, 130);
	assert.deepEqual(terminal.leftovers(), []);
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
	test(`${signal} restores the terminal and leaves no process`, async () => {
		const terminal = dashboard();
		await terminal.shows('RUNNING');
		const children = descendants(terminal.pid);
		assert.ok(children.length > 0);
		process.kill(terminal.pid, signal);
		const {code, signal: by} = await terminal.ended;
		assert.ok(by > 0 || code > 128, `${code} ${by}`);
		assert.deepEqual(terminal.leftovers(), []);
		await gone(children);
	});
}

test('kill -9 of the dashboard leaves no engine', async () => {
	const terminal = dashboard();
	await terminal.shows('RUNNING');
	const children = descendants(terminal.pid);
	process.kill(terminal.pid, 'SIGKILL');
	await terminal.ended;
	await gone(children);
});

test('kill -9 of the engine ends the run with its reason; the dashboard can run again', async () => {
	const terminal = dashboard(['-s', 'sequential']);
	await terminal.shows('RUNNING');
	const engines = descendants(terminal.pid);
	for (const pid of engines) {
		process.kill(pid, 'SIGKILL');
	}

	await terminal.shows(/SIGKILL|killed/);
	await gone(engines);
	// By its second answer the dashboard has heard of all of them.
	terminal.type('?');
	await terminal.shows('Keys');
	terminal.type('\u001B');
	await terminal.shows(/SIGKILL|killed/);
	terminal.type('2');
	await terminal.shows('FINISHED');
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('Ctrl+Z returns the terminal and its mouse to the shell, fg continues', async () => {
	const terminal = openShell();
	open.push(terminal);
	await terminal.shows('shell> ');
	terminal.type(`"$NODE" "$PROGRAM" -s 1 --mouse\r`);
	await terminal.shows('RUNNING');
	terminal.type('\u001A');
	await terminal.shows(/Stopped/);
	assert.ok(!terminal.leftovers().includes('alternate screen'));
	assert.ok(!terminal.leftovers().includes('hidden cursor'));
	assert.ok(!terminal.leftovers().includes('mouse mode'));
	terminal.type('fg\r');
	// The last row: rows above it move while the first frame scrolls in.
	await terminal.shows('q quit');
	terminal.click('Concurrent');
	await terminal.shows('[2 Concurrent]');
	terminal.type('q');
	await terminal.shows('Run it again:');
});

test('--screen-reader prints only sentences, with the keys of the dashboard', async () => {
	const terminal = dashboard(['--screen-reader'], {rows: 200});
	await terminal.shows(/^Total \d+\.\d\d s, .* peak 5\./);
	terminal.type('1');
	await terminal.shows('Strategy: Sequential, JavaScript.');
	terminal.type('2');
	await terminal.shows('Strategy: Concurrent, JavaScript.');
	terminal.type('p');
	await terminal.shows('Strategy: Concurrent, Python.');
	terminal.type('?');
	await terminal.shows('question mark: this help.');
	terminal.type('\u001B');
	await terminal.shows('Closed.');
	terminal.type('/cook');
	await terminal.shows(/^cook: 2 found: /);
	terminal.type('\u001B[B');
	await terminal.shows(/^Selected: One cook, scenario\./);
	terminal.type('\u001B');
	await terminal.shows(/^Total \d+\.\d\d s, .* peak 5\./);
	terminal.type('q');
	assert.deepEqual(await terminal.ended, {code: 0, signal: 0});
	await terminal.shows('Run it again:  async-tui dashboard -s concurrent -l python');
	assert.doesNotMatch(terminal.written(), /[\u001B\u2500-\u259f]/);
});

test('--screen-reader returns the terminal to the shell at Ctrl+Z, and restores it at a signal', async () => {
	const terminal = openShell(100);
	open.push(terminal);
	await terminal.shows('shell> ');
	terminal.type(`bind 'set enable-bracketed-paste off'\r`);
	terminal.type(`"$NODE" "$PROGRAM" --screen-reader\r`);
	await terminal.shows('done avatar');
	terminal.type('\u001A');
	await terminal.shows(/Stopped/);
	terminal.type('stty -a | grep -o " icanon"\r');
	await terminal.shows(/^ icanon/);
	terminal.type('fg\r');
	await terminal.shows('Press ');
	terminal.type('1');
	await terminal.shows('Strategy: Sequential, JavaScript.');
	terminal.type('\u0003');
	await terminal.shows('Run it again:');
	terminal.type('echo "code $?"\r');
	await terminal.shows('code 130');
});

test('y copies the command through the terminal, and changes nothing on the screen', async () => {
	const terminal = dashboard();
	// The last row of the screen of a finished run.
	await terminal.shows('v why');
	const before = terminal.screen();
	terminal.type('y');
	await terminal.shows('Copied: async-tui dashboard -s concurrent --seed 42');
	const [, text = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(terminal.written()) ?? [];
	assert.equal(Buffer.from(text, 'base64').toString(), 'async-tui dashboard -s concurrent --seed 42');
	const changed = terminal.screen().filter((row, index) => row !== before[index]);
	assert.deepEqual(changed.length, 1, changed.join('\n'));
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('a theme chosen by key applies in the next session; a damaged file is a warning', async t => {
	const state = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(state, {recursive: true}));
	const sit = async (text: string, keys: readonly string[] = []) => {
		const terminal = dashboard(['--paused'], {env: {XDG_STATE_HOME: state, COLORFGBG: '15;0'}});
		await terminal.shows('PAUSED');
		for (const key of keys) {
			terminal.type(key);
			await terminal.shows(key === 'T' ? 'Themes' : text);
		}
		await terminal.shows(text);
		terminal.type('q');
		assert.equal((await terminal.ended).code, 0);
		return terminal.written();
	};
	// The color of its accents, as chalk writes it.
	const isLight = (written: string) => written.includes('38;2;0;0;0m');
	assert.ok(!isLight(await sit('PAUSED')));
	await sit('Theme light, saved for next time.', ['T', '\u001B[B\r']);
	assert.ok(isLight(await sit('PAUSED')));
	writeFileSync(join(state, 'async-tui', 'look.json'), 'light');
	assert.ok(!isLight(await sit('Theme, motion, key display and mouse are not saved: ')));
});

test('a terminal that is too small says so and recovers', async () => {
	const terminal = dashboard([], {columns: 48, rows: 12});
	await terminal.shows('48x12');
	terminal.resize(80, 24);
	await terminal.shows('[2 Concurrent]');
	terminal.resize(40, 10);
	await terminal.shows('40x10');
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('no color with NO_COLOR, no character beyond ASCII with --ascii', async () => {
	const terminal = dashboard(['--ascii', '--paused'], {env: {NO_COLOR: '1'}});
	await terminal.shows('PAUSED');
	assert.match(terminal.screen().join(''), /^[\x20-\x7E]*$/);
	// Of the sequences that set colors and weights only the reset may appear.
	assert.deepEqual(terminal.written().match(/\u001B\[(?!0?m)[\d;]*m/g), null);
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('nothing is written when nothing moves', async () => {
	const terminal = dashboard();
	await terminal.shows('FINISHED');
	// The last frames may still be on their way.
	const end = Date.now() + 15_000;
	for (let before = -1; terminal.written().length !== before; ) {
		assert.ok(Date.now() < end, 'it does not stop writing');
		before = terminal.written().length;
		await new Promise(resolve => setTimeout(resolve, 500));
	}
	terminal.type('q');
	await terminal.ended;
});

test('an exception in a component restores the terminal and reaches the caller', async () => {
	const terminal = openTerminal(process.execPath, [
		'--import',
		'tsx',
		fileURLToPath(new URL('../fixtures/breaking-app.tsx', import.meta.url)),
	]);
	open.push(terminal);
	assert.equal((await terminal.ended).code, 1);
	assert.match(terminal.screen().join('\n'), /caught: no such program/);
	assert.deepEqual(terminal.leftovers(), []);
});
