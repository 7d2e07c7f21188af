import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const [on, off] = ['\u001B[?1000h\u001B[?1006h', '\u001B[?1006l\u001B[?1000l'];

let open: PseudoTerminal | undefined;
afterEach(() => open?.kill('SIGKILL'));

function start(args: readonly string[]): PseudoTerminal {
	open = openTerminal(process.execPath, [program, ...args]);
	return open;
}

test('--mouse: clicks select, open and run, the wheel selects, and M switches it off', async () => {
	const terminal = start(['--mouse', '--paused']);
	await terminal.shows('PAUSED');
	terminal.click('Event loop');
	await terminal.shows('[Event loop]');
	terminal.click('Dashboard');
	await terminal.shows('[Dashboard]');
	// A click on a lane selects it, and a second one opens its details.
	terminal.click('orders');
	await terminal.shows('[orders]');
	terminal.click('[orders]');
	await terminal.shows('Enter or Esc closes');
	terminal.type('\u001B');
	await terminal.shows('[Dashboard]');
	// The wheel, in the middle of keys and cut into pieces.
	terminal.type('k\u001B[<65;40;12Mj\u001B[<6');
	terminal.type('5;40;12M\u001B[<64;40;12M');
	await terminal.shows('[avatar]');
	terminal.click('Sequential');
	await terminal.shows('[1 Sequential]');
	terminal.click('? help');
	await terminal.shows('Keys');
	// Under the help, only its own keys act.
	terminal.click('Event loop');
	terminal.type('\u001B');
	assert.ok(terminal.written().includes(on));
	assert.ok(!terminal.written().includes(off));
	terminal.type('M');
	await terminal.shows('Mouse off');
	await terminal.shows('[1 Sequential]');
	assert.match(terminal.screen()[0] ?? '', /\[Dashboard\]/);
	assert.ok(!terminal.leftovers().includes('mouse mode'));
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});

test('without --mouse, no report is requested, and one that arrives does nothing', async () => {
	const terminal = start(['lesson', 'calling']);
	await terminal.shows('[b]');
	terminal.click('[b]');
	terminal.type('M');
	await terminal.shows('Answer first');
	assert.doesNotMatch(terminal.written(), /\u001B\[\?100[0236]/);
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
	assert.deepEqual(terminal.leftovers(), []);
});
