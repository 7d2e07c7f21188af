import {dirname, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {TraceEvent} from '../../trace/event.ts';
import type {Program} from '../engine.ts';
import type {StderrParser} from '../host/run-in-process.ts';

const beginning = /^Timeout \(\d+:\d\d:\d\d(?:\.\d+)?\)!$/;
const thread = /^(?:Current thread|Thread) 0x[\da-f]+.*\(most recent call first\):$/;
/** A line for a thread that has not run yet, or between and within stacks. */
const filler = /^(?: *<no Python frame>| {2}\.\.\.)?$/;
/** Where a loop waits that has nothing to do. */
const idle = /[\\/](?:selectors|heartbeat)\.py$/;
const frame = /^ {2}File "(.*)", line (\d+) in (.*)$/;

/**
 * Parses the stacks that Python's `faulthandler` prints to standard error. The runner triggers it when none of its own
 * threads could run for a while, because a C function holds the interpreter's lock. `runner`: the path of the file at
 * the bottom of the loop's stack.
 */
export function createDumpParser({description, files}: Program, runner: string): StderrParser {
	const linesOf = (name: string) => description.files.find(file => file.name === name)?.text.split('\n') ?? [];
	const shown = new Map(files.map(({name, url}) => [asDumped(fileURLToPath(url)), {name, lines: linesOf(name)}]));
	const folders = files.flatMap(({role, url}) => (role === 'strategy' ? [] : dirname(fileURLToPath(url))));
	const bottom = asDumped(runner);
	const running = new Set<string>();
	/** When the thread was last free, or was taken by a task. */
	let aliveAt = 0;
	const threads = new Set<string>();
	let rest = '';
	let isDump = false;
	let frames: {readonly path: string; readonly line: number; readonly function: string}[] = [];

	const blocked = (at: number): TraceEvent | undefined => {
		const top = frames.find(({path}) => shown.has(path));
		const file = top && shown.get(top.path);
		if (!top || !file || idle.test(frames[0]?.path ?? '')) {
			return undefined;
		}

		const {line, function: name} = top;
		const column = 1 + (file.lines[line - 1]?.search(/\S|$/) ?? 0);
		const place = {file: file.name, line, column, ...(name !== '<module>' && {function: name})};
		const task = [...running].at(-1);
		return {
			type: 'loop-blocked',
			at,
			since: aliveAt,
			...(task !== undefined && {task}),
			place,
			inside: frames[0]?.function ?? name,
		};
	};

	/** Undefined for a line that is not part of a dump. */
	const parseLine = (line: string, at: number): readonly TraceEvent[] | undefined => {
		const [, path, number, name] = (isDump && frame.exec(line)) || [];
		if (path !== undefined && name !== undefined) {
			frames.push({path, line: Number(number), function: unescaped(name)});
			const event = path === bottom ? blocked(at) : undefined;
			return event ? [event] : [];
		}

		isDump = beginning.test(line) || (isDump && (thread.test(line) || filler.test(line)));
		frames = [];
		return isDump ? [] : undefined;
	};

	return {
		onEvent(event) {
			if (event.type === 'loop-beat') {
				aliveAt = event.at;
			} else if (event.type === 'file-described') {
				const file = {name: event.name, lines: event.text.split('\n')};
				for (const folder of folders) shown.set(asDumped(resolve(folder, event.name)), file);
			} else if (event.type === 'task-created' && event.kind === 'thread') {
				threads.add(event.task);
			} else if (event.type === 'task-started' || event.type === 'task-resumed') {
				if (threads.has(event.task)) return;
				running.add(event.task);
				aliveAt = event.at;
			} else if (event.type === 'task-waiting' || event.type === 'task-ended') {
				running.delete(event.task);
			}
		},
		parse(text, at) {
			const events: TraceEvent[] = [];
			let other = '';
			const lines = (rest + text).split('\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				const found = parseLine(line, at);
				events.push(...(found ?? []));
				other += found ? '' : `${line}\n`;
			}

			if (!isDump && !rest.startsWith('Timeout (')) {
				other += rest;
				rest = '';
			}

			return {events, other};
		},
	};
}

/** Formats a text as `faulthandler` does: in ASCII, at most 500 characters. */
function asDumped(text: string): string {
	const characters = [...text];
	const written = characters.slice(0, 500).map(each => (/[ -~]/.test(each) ? each : escaped(each.codePointAt(0) ?? 0)));
	return `${written.join('')}${characters.length > 500 ? '...' : ''}`;
}

function escaped(code: number): string {
	const digits = code.toString(16);
	return digits.length <= 2
		? `\\x${digits.padStart(2, '0')}`
		: digits.length <= 4
			? `\\u${digits.padStart(4, '0')}`
			: `\\U${digits.padStart(8, '0')}`;
}

/** Reverses the escapes in a name. Exact, because names contain no backslash; a path can. */
function unescaped(name: string): string {
	return name.replace(/\\(?:x..|u.{4}|U.{8})/g, code => String.fromCodePoint(Number.parseInt(code.slice(2), 16)));
}
