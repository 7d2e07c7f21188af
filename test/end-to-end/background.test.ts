import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../helpers/pseudo-terminal.ts';
import {openTerminal} from '../helpers/pseudo-terminal.ts';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const question = '\u001B]11;?';
const attributes = '\u001B[?62;4c';
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

/** The theme that was drawn, by the color of its accents as chalk writes it. */
function themeOf(terminal: PseudoTerminal): string {
	const written = terminal.written();
	return written.includes('38;2;0;0;0m') ? 'light' : written.includes('38;2;255;255;255m') ? 'dark' : 'terminal';
}

for (const [name, reply, theme] of [
	['a light background', colorReply('ffff') + attributes, 'light'],
	['a dark background', colorReply('1111') + attributes, 'dark'],
	['no color, but its attributes', attributes, 'terminal'],
	['nothing', undefined, 'terminal'],
] as const) {
	test(`a terminal that reports ${name} gets the ${theme} theme; no reply is a key`, async () => {
		const terminal = dashboard(reply);
		await terminal.shows('PAUSED');
		assert.equal(themeOf(terminal), theme);
		terminal.type('?');
		await terminal.shows('Keys');
		terminal.type('qq');
		assert.equal((await terminal.ended).code, 0);
		assert.deepEqual(terminal.leftovers(), []);
	});
}

test('a late reply changes nothing, and the key after it acts alone', async () => {
	let isSent = false;
	open = openTerminal(process.execPath, [program, '--paused'], {
		answer(data, send) {
			// Drawn, so the time was up.
			if (!isSent && data.includes('PAUSED')) {
				isSent = true;
				send(`${colorReply('ffff')}${attributes}z`);
			}
		},
	});
	const terminal = open;
	await terminal.shows('z lanes');
	assert.doesNotMatch(terminal.screen().join('\n'), /rgb|62;4c/);
	assert.equal(themeOf(terminal), 'terminal');
	terminal.type('q');
	assert.equal((await terminal.ended).code, 0);
});
