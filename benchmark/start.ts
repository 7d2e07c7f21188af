import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const empty = fileURLToPath(new URL('draw/empty.js', import.meta.url));
const rounds = 15;

/** Measures the time from the command to the first frame. */
export async function start(): Promise<Subject> {
	await warmUp();
	const {script, frame, bar} = await inTurn(rounds, {
		script: () => until([empty], /\./),
		frame: () => until([program], /\S/),
		bar: () => until([program, 'dashboard'], movingBar),
	});
	const over = frame.map((time, round) => time - (script[round] ?? 0));
	const rows = Object.entries({
		'an empty script, to its first byte': script,
		'async-tui, to its first frame': frame,
		'the same, less the empty script': over,
		'async-tui, to the first bar that has moved': bar,
	}).map(([name, times]) => [name, cell(median(times)), cell(Math.min(...times)), cell(Math.max(...times))]);
	return {
		title: 'Start',
		method: `Wall time in ms from the start of the process to the first visible text in a pseudo-terminal of 100x30, ${rounds} rounds, in turn.`,
		columns: ['', 'median', 'least', 'most'],
		rows,
		aims: [
			{
				words: 'the first frame at most 110 ms after the first byte of an empty script',
				reached: `${cell(median(over))} ms`,
				met: median(over) <= 110,
			},
		],
	};
}

/** Runs a session that stores its compiled code, as the first session on a machine does. */
async function warmUp(): Promise<void> {
	const child = spawn(process.execPath, [program, '--paused'], {name: 'xterm-256color', env: environment()});
	await wait(5000);
	child.kill('SIGTERM');
}

/** Matches a percentage other than 0 during the run. Only the changed part of a row may be written. */
const movingBar = /RUNNING[\s\S]*?(?<!\d)[1-9]\d?%/;

const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[ -/]*[0-~])/g;

/** Returns the ms until the output of a Node script, without escape sequences, matches. */
async function until(args: readonly string[], wanted: RegExp): Promise<number> {
	const begin = performance.now();
	const child = spawn(process.execPath, [...args], {name: 'xterm-256color', cols: 100, rows: 30, env: environment()});
	const ended = new Promise<void>(resolve => child.onExit(() => resolve()));
	const seen = await new Promise<number>((resolve, reject) => {
		let written = '';
		child.onData(data => {
			written += data;
			if (wanted.test(written.replace(escapes, ''))) {
				resolve(performance.now() - begin);
			}
		});
		setTimeout(() => reject(new Error(`${args.join(' ')} has not written ${wanted}:\n${written}`)), 20_000).unref();
		void ended.then(() => reject(new Error(`${args.join(' ')} ended without ${wanted}:\n${written}`)));
	});
	// Not a key, because the program may not read keys yet.
	child.kill('SIGTERM');
	await ended;
	return seen;
}

function environment(): Record<string, string> {
	const {PATH = '', HOME = ''} = process.env;
	return {PATH, HOME, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8'};
}
