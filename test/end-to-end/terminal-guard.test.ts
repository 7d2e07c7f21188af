import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {readRuns} from '../../source/storage/read-runs.ts';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const exhaustMemory = fileURLToPath(new URL('../fixtures/exhaust-memory.mjs', import.meta.url));
/** Node.js 20 and 24 restore a terminal differently. */
const node = process.env.ASYNC_TUI_TEST_NODE ?? process.execPath;
const limit = 60_000;

type Row = {readonly pid: number; readonly parent: number; readonly command: string};

const processes = (): readonly Row[] =>
	execFileSync('ps', ['-eo', 'pid=,ppid=,args='], {encoding: 'utf8'})
		.split('\n')
		.flatMap(row => {
			const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
			return pid === undefined ? [] : [{pid: Number(pid), parent: Number(parent), command}];
		});

async function until<T>(find: () => T | undefined, what: string): Promise<T> {
	for (const end = Date.now() + limit; ; await sleep(20)) {
		const found = find();
		if (found !== undefined) {
			return found;
		}
		assert.ok(Date.now() < end, `not within ${limit} ms: ${what}`);
	}
}

/**
 * A shell that changes no terminal by itself: it runs a command, then waits for Enter, and shows the terminal and the
 * exit code.
 */
const shell = '"$@"; code=$?; read -r line; stty -a; echo "code $code"; read -r line';

/** The dashboard in a shell, in an empty folder, with its guard. */
async function dashboard(t: TestContext, args: readonly string[] = ['-s', '1'], nodeFlags: readonly string[] = []) {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const command = `cd "$0"; ${shell}`;
	const terminal = openTerminal('sh', ['-c', command, folder, node, ...nodeFlags, program, ...args]);
	t.after(() => {
		terminal.kill('SIGKILL');
		rmSync(folder, {recursive: true});
	});
	await terminal.shows(args.includes('--screen-reader') ? /^Total/ : 'RUNNING', limit);
	return {terminal, folder, ...(await processesOf(terminal))};
}

async function processesOf(terminal: PseudoTerminal): Promise<{readonly pid: number; readonly guard: number}> {
	const own = await until(() => processes().find(({parent}) => parent === terminal.pid), 'the dashboard');
	const guard = await until(
		() => processes().find(({parent, command}) => parent === own.pid && command.includes('async-tui-guard')),
		'its guard',
	);
	return {pid: own.pid, guard: guard.pid};
}

/** Enter ends a line again; the terminal has main screen, cursor, echo, and signals of the keyboard. */
async function isRestored(terminal: PseudoTerminal): Promise<void> {
	terminal.type('\r');
	await terminal.shows(/(?<!-)\bisig (?<!-)icanon (?<!-)iexten (?<!-)echo\b/, limit);
	await terminal.shows(/(?<!-)\bicrnl\b/, limit);
	assert.deepEqual(terminal.leftovers(), []);
}

const isGone = (pid: number) => (processes().some(row => row.pid === pid) ? undefined : true);

suite('the terminal after a sudden end', {concurrency: 3}, () => {
	for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGABRT']) {
		test(`by ${signal} is restored; what came before is named`, async t => {
			const {terminal, folder, pid, guard} = await dashboard(t, ['-s', '1', '-o', 'run.ndjson', '--mouse']);
			await until(
				() =>
					(existsSync(join(folder, 'run.part.ndjson')) && statSync(join(folder, 'run.part.ndjson')).size > 0) ||
					undefined,
				'a part of the run',
			);
			process.kill(pid, signal);
			await terminal.shows('async-tui ended without a word (a crash, or out of memory).', limit);
			await terminal.shows('What came before is in "run.part.ndjson".', limit);
			await isRestored(terminal);
			await until(() => isGone(guard), 'the end of the guard');
			assert.deepEqual(
				readdirSync(folder).filter(name => name.endsWith('.ndjson')),
				['run.part.ndjson'],
			);
			assert.equal((await readRuns([join(folder, 'run.part.ndjson')])).traces.length, 1);
		});
	}

	test('out of memory is restored', async t => {
		const {terminal, pid} = await dashboard(t, ['-s', '1'], ['--max-old-space-size=72', '--import', exhaustMemory]);
		process.kill(pid, 'SIGUSR2');
		await terminal.shows('async-tui ended without a word', limit);
		await isRestored(terminal);
	});

	test('is restored for a screen reader, too', async t => {
		const {terminal, pid} = await dashboard(t, ['--screen-reader']);
		process.kill(pid, 'SIGKILL');
		await terminal.shows('async-tui ended without a word', limit);
		await isRestored(terminal);
		assert.ok(!terminal.written().includes('\u001B[?1049l'));
	});
});

suite('the guard of the terminal', () => {
	test('leaves in silence when the dashboard does', async t => {
		const {terminal, guard} = await dashboard(t);
		terminal.type('q');
		await terminal.shows('Run it again:', limit);
		await until(() => isGone(guard), 'the end of the guard');
		await isRestored(terminal);
		assert.ok(!terminal.written().includes('ended without a word'));
	});

	test('survives Ctrl+Z and fg', async t => {
		const env = {PS1: 'shell> ', NODE: node, PROGRAM: program};
		const terminal = openTerminal('bash', ['--norc', '--noprofile', '--noediting', '-i'], {env});
		t.after(() => terminal.kill('SIGKILL'));
		await terminal.shows('shell> ', limit);
		terminal.type('"$NODE" "$PROGRAM" -s 1\r');
		await terminal.shows('RUNNING', limit);
		const {pid, guard} = await processesOf(terminal);
		terminal.type('\u001A');
		await terminal.shows(/Stopped/, limit);
		assert.equal(isGone(guard), undefined);
		terminal.type('fg\r');
		await terminal.shows('[1 Sequential]', limit);
		process.kill(pid, 'SIGKILL');
		await terminal.shows('async-tui ended without a word', limit);
		assert.deepEqual(terminal.leftovers(), []);
	});
});

suite('a signal that asks the dashboard to end', () => {
	test('SIGTERM: the run is saved and named, and the process ends by the signal', async t => {
		const {terminal, folder, pid} = await dashboard(t, ['-s', '1', '-o', 'run.ndjson', '--mouse']);
		process.kill(pid, 'SIGTERM');
		await terminal.shows('Replay it: async-tui run.ndjson', limit);
		await isRestored(terminal);
		// The shell's own number for the signal.
		await terminal.shows('code 143', limit);
		const {traces, problems} = await readRuns([join(folder, 'run.ndjson')]);
		assert.deepEqual(problems, []);
		assert.equal(traces.length, 1);
		assert.deepEqual(
			readdirSync(folder).filter(name => name.endsWith('.ndjson')),
			['run.ndjson'],
		);
	});

	test('a terminal that is closed: the run is saved, and nothing stays', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		// The program leads the session of its terminal, as in a window of its own.
		const command = 'cd "$1" && exec "$2" "$3" dashboard -s 1 -o run.ndjson';
		const terminal = openTerminal('bash', ['-c', command, 'bash', folder, node, program]);
		await terminal.shows('RUNNING', limit);
		const own = terminal.pid;
		const children = processes().filter(({parent}) => parent === own);
		assert.ok(children.length > 0);
		terminal.hangUp();
		const {signal} = await terminal.ended;
		assert.equal(signal, 1);
		for (const {pid} of children) {
			await until(() => isGone(pid), 'the end of the engines and the guard');
		}
		const {traces, problems} = await readRuns([join(folder, 'run.ndjson')]);
		assert.deepEqual(problems, []);
		assert.equal(traces.length, 1);
	});
});
