import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

let open: PseudoTerminal | undefined;
afterEach(() => open?.kill('SIGKILL'));

function start(args: readonly string[]): PseudoTerminal {
	open = openTerminal(process.execPath, [program, ...args]);
	return open;
}

test('pasted text does nothing but say so; in the search it is typed', async () => {
	const terminal = start(['--paused']);
	await terminal.shows('PAUSED');
	const paste = (text: string) => terminal.type(`\u001B[200~${text}\u001B[201~`);
	paste('1q\r');
	await terminal.shows('Pasted text is ignored here. / finds.');
	await terminal.shows('[2 Concurrent]');
	terminal.type('/');
	await terminal.shows('lessons, scenarios, keys');
	paste('waterfall\rq');
	await terminal.shows('/ waterfall');
	terminal.type('\u001B');
	await terminal.shows('PAUSED');
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
	assert.deepEqual(terminal.leftovers(), []);
});

const overlays: readonly (readonly [key: string, title: string])[] = [
	['?', 'Keys'],
	['\r', 'profile'],
	['H', 'History'],
	['e', 'Export'],
	['T', 'Themes'],
	['o', 'Log'],
	['/', 'lessons'],
	['c', 'Compare'],
];

test('each overlay follows the size of the window, and closes', async () => {
	const terminal = start([]);
	await terminal.shows('FINISHED');
	for (const [key, title] of overlays) {
		terminal.type(key);
		await terminal.shows(title);
		for (const [columns, rows] of [
			[60, 20],
			[40, 10],
			[160, 50],
			[100, 30],
		] as const) {
			terminal.resize(columns, rows);
			await terminal.shows(columns === 40 ? 'async-tui needs' : title);
		}
		terminal.type('\u001B');
		// Only the dashboard names these keys.
		await terminal.shows(/1 ?[-…] ?9 strategy/);
	}
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('a question follows the size of the window, and only its own keys act', async () => {
	const terminal = start(['lesson', 'calling']);
	await terminal.shows('What do you think?');
	terminal.type('2');
	await terminal.shows('Answer first: a, b or c.');
	for (const [columns, rows] of [
		[60, 20],
		[160, 50],
		[100, 30],
	] as const) {
		terminal.resize(columns, rows);
		await terminal.shows('[a]');
	}
	await terminal.shows('1 Call, then await');
	terminal.type('c');
	await terminal.shows('right: ', 30_000);
	await terminal.shows('[1 Call, then await]');
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});
