import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** An empty state folder, so that no test reads or writes the user's own. */
const state = mkdtempSync(join(tmpdir(), 'async-tui-'));
process.on('exit', () => rmSync(state, {recursive: true}));

/** The private mode of a terminal in which it shows what is drawn only when the mode is reset. */
const synchronizedOutput = 2026;

/** A program in a real pseudo-terminal, with a terminal emulator at the other end. */
export type PseudoTerminal = {
	readonly pid: number;
	/** Everything that the program has written, unprocessed. */
	readonly written: () => string;
	/** The rows of the last frame that was drawn completely, without trailing blanks. */
	readonly screen: () => readonly string[];
	readonly type: (keys: string) => void;
	/** Clicks on the first character of a text. Throws if it is not on the screen. */
	readonly click: (text: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	/** Resolves as soon as the screen shows a text; rejects with the screen after `limit` ms. */
	readonly shows: (text: string | RegExp, limit?: number) => Promise<void>;
	/** Resolves when the program has ended. */
	readonly ended: Promise<{readonly code: number; readonly signal: number}>;
	/** What the program has not restored in the terminal. Empty if it restored everything. */
	readonly leftovers: () => readonly string[];
	readonly kill: (signal: string) => void;
	/** Closes the terminal, as closing its window does. */
	readonly hangUp: () => void;
};

export function openTerminal(
	command: string,
	args: readonly string[],
	{
		columns = 100,
		rows = 30,
		env = {},
		answer,
	}: {
		columns?: number;
		rows?: number;
		env?: Record<string, string>;
		/** Called with each piece of output, to reply to the program's queries as a terminal does. */
		answer?: (data: string, reply: (text: string) => void) => void;
	} = {},
): PseudoTerminal {
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 200});
	let written = '';
	let hasEnded = false;
	const waiting = new Set<() => void>();
	const rowsNow = () => {
		const {active} = emulator.buffer;
		return Array.from(
			{length: emulator.rows},
			(_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
		);
	};
	let shown = rowsNow();
	const update = () => {
		shown = rowsNow();
		for (const check of [...waiting]) {
			check();
		}
	};
	// A terminal does not show a frame that is half drawn: the program marks where each frame starts and ends.
	emulator.parser.registerCsiHandler({prefix: '?', final: 'l'}, params => {
		if (params.includes(synchronizedOutput)) update();
		return false;
	});
	const child = spawn(command, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		env: {
			PATH: process.env.PATH ?? '',
			HOME: process.env.HOME ?? '',
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
			LANG: 'C.UTF-8',
			XDG_STATE_HOME: state,
			...(process.env.NODE_COMPILE_CACHE && {NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE}),
			...env,
		},
	});
	child.onData(data => {
		written += data;
		answer?.(data, text => child.write(text));
		emulator.write(data, () => {
			if (!emulator.modes.synchronizedOutputMode) update();
		});
	});
	const ended = new Promise<{code: number; signal: number}>(resolve => {
		child.onExit(({exitCode, signal}) => {
			hasEnded = true;
			emulator.write('', () => resolve({code: exitCode, signal: signal ?? 0}));
		});
	});

	const isShown = (text: string | RegExp) =>
		shown.some(row => (typeof text === 'string' ? row.includes(text) : text.test(row)));

	return {
		pid: child.pid,
		written: () => written,
		screen: () => shown,
		type: keys => child.write(keys),
		click(text) {
			const row = shown.findIndex(each => each.includes(text));
			if (row < 0) throw new Error(`nothing to click on: ${text}\n${shown.join('\n')}`);
			const at = `${(shown[row] ?? '').indexOf(text) + 1};${row + 1}`;
			child.write(`\u001B[<0;${at}M\u001B[<0;${at}m`);
		},
		resize(newColumns, newRows) {
			emulator.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		async shows(text, limit = 15_000) {
			await new Promise<void>((resolve, reject) => {
				const check = () => {
					if (isShown(text)) {
						clearTimeout(timer);
						waiting.delete(check);
						resolve();
					}
				};
				const timer = setTimeout(() => {
					waiting.delete(check);
					reject(new Error(`not shown within ${limit} ms: ${text}\n${shown.join('\n')}`));
				}, limit);
				waiting.add(check);
				check();
			});
		},
		ended,
		leftovers() {
			const left: string[] = [];
			if (emulator.buffer.active.type === 'alternate') {
				left.push('alternate screen');
			}

			if (written.lastIndexOf('\u001B[?25l') > written.lastIndexOf('\u001B[?25h')) {
				left.push('hidden cursor');
			}

			const {bracketedPasteMode, mouseTrackingMode} = emulator.modes;
			if (bracketedPasteMode) {
				left.push('paste mode');
			}

			if (mouseTrackingMode !== 'none') {
				left.push('mouse mode');
			}

			return left;
		},
		hangUp: () => (child as unknown as {destroy: () => void}).destroy(),
		kill(signal) {
			if (!hasEnded) {
				child.kill(signal);
			}
		},
	};
}
