import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const question = '\u001B]11;?';
const colorReply = (hex: string) => `\u001B]11;rgb:${hex}/${hex}/${hex}\u001B\\`;

let open: PseudoTerminal | undefined;
afterEach(() => open?.kill('SIGKILL'));

/** Opens the program in a terminal that sends `reply` this many ms after the question. Silent without a reply. */
function dashboard(reply?: string, ms = 0): PseudoTerminal {
	open = openTerminal(process.execPath, [program, '--paused'], {
		answer(data, send) {
			if (reply !== undefined && data.includes(question)) {
				setTimeout(() => send(reply), ms);
			}
		},
	});
	return open;
}

/** The theme that was drawn, by the color of its accents. */
function themeOf(terminal: PseudoTerminal): string {
	const written = terminal.written();
	return /38;2;0;0;0[;m]/.test(written) ? 'light' : /38;2;255;255;255[;m]/.test(written) ? 'dark' : 'terminal';
}

async function untilThemeIs(theme: string, terminal: PseudoTerminal): Promise<void> {
	const end = performance.now() + 15_000;
	while (themeOf(terminal) !== theme) {
		assert.ok(performance.now() < end, `${themeOf(terminal)} instead of ${theme}`);
		await wait(10);
	}
}

for (const [name, reply, theme] of [
	['a light background', colorReply('ffff'), 'light'],
	['a dark background', colorReply('1111'), 'dark'],
	['nothing', undefined, 'terminal'],
] as const) {
	test(`a terminal that reports ${name} gets the ${theme} theme; no reply is a key`, async () => {
		const terminal = dashboard(reply);
		await terminal.shows('PAUSED');
		await untilThemeIs(theme, terminal);
		terminal.type('?');
		await terminal.shows('Keys');
		terminal.type('qq');
		assert.equal((await terminal.ended).code, 0);
		assert.deepEqual(terminal.leftovers(), []);
	});
}

test('the theme follows a reply after the first frame, and the key after it acts alone', async () => {
	let isSent = false;
	open = openTerminal(process.execPath, [program, '--paused'], {
		answer(data, send) {
			// The first frame is there.
			if (!isSent && data.includes('PAUSED')) {
				isSent = true;
				send(`${colorReply('ffff')}z`);
			}
		},
	});
	const terminal = open;
	await terminal.shows('z lanes');
	assert.doesNotMatch(terminal.screen().join('\n'), /rgb/);
	await untilThemeIs('light', terminal);
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});
