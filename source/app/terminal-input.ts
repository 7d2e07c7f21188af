import {Readable} from 'node:stream';
import type {MouseInput} from './mouse.ts';
import {mouseInputIn} from './mouse.ts';
import {backgroundIn, backgroundQuery, splitInput} from './split-input.ts';
import {restoreMode} from './terminal-guard.ts';

/** The keyboard and the mouse of a terminal. */
export type TerminalInput = {
	/** The keys, without reports of the mouse and without replies to queries, however late those arrive. */
	readonly stdin: NodeJS.ReadStream;
	/** Resolves with the relative luminance of the background, from 0 to 1, when the terminal reports it; else never. */
	readonly background: Promise<number>;
	/** Calls back when the mouse is used. The result removes the callback. */
	readonly onMouse: (callback: (input: MouseInput) => void) => () => void;
	readonly close: () => void;
};

/** ms after which an unfinished reply counts as typed: a reply arrives in one piece or nearly so. */
const unfinishedMs = 100;

/** ms after which an Escape counts as the key, and not as the start of a reply. Ink then waits for its own time. */
const escapeMs = 10;

/**
 * Reads from a terminal. Sets raw mode first, so that no reply is echoed; `close` ends raw mode. `asksBackground`:
 * whether to query the terminal for its background color.
 */
export function openTerminalInput(
	stdin: NodeJS.ReadStream,
	stdout: Pick<NodeJS.WriteStream, 'write'>,
	asksBackground: boolean,
): TerminalInput {
	const {promise, resolve} = Promise.withResolvers<number>();
	const callbacks = new Set<(input: MouseInput) => void>();
	const keys = new Readable({read() {}, encoding: 'utf8'});
	let rest = '';
	let unfinished: NodeJS.Timeout | undefined;

	const takeReply = (reply: string) => {
		const luminance = backgroundIn(reply);
		if (luminance !== undefined) {
			resolve(luminance);
		}
		const mouse = mouseInputIn(reply);
		if (mouse) {
			// Ink reads the keys before a click now, so that they act before it.
			keys.emit('readable');
			for (const callback of callbacks) {
				callback(mouse);
			}
		}
	};
	const take = (chunk: string) => {
		clearTimeout(unfinished);
		const split = splitInput(rest + chunk);
		for (const part of split.parts) {
			if ('keys' in part) {
				keys.push(part.keys);
			} else {
				takeReply(part.reply);
			}
		}
		rest = split.rest;
		if (rest !== '') {
			unfinished = setTimeout(flush, rest === '\u001B' ? escapeMs : unfinishedMs);
		}
	};
	const flush = () => {
		keys.push(rest);
		rest = '';
	};
	const end = () => keys.push(null);

	stdin.setRawMode(true);
	stdin.setEncoding('utf8');
	stdin.on('data', take);
	stdin.on('end', end);
	if (asksBackground) {
		stdout.write(backgroundQuery);
	}
	const filtered = Object.assign(keys, {
		isTTY: true,
		setRawMode(mode: boolean) {
			stdin.setRawMode(mode);
			return filtered;
		},
		ref() {
			stdin.ref();
			return filtered;
		},
		unref() {
			stdin.unref();
			return filtered;
		},
	}) as unknown as NodeJS.ReadStream;
	return {
		stdin: filtered,
		background: promise,
		onMouse(callback) {
			callbacks.add(callback);
			return () => callbacks.delete(callback);
		},
		close() {
			clearTimeout(unfinished);
			stdin.off('data', take);
			stdin.off('end', end);
			restoreMode(stdin);
			stdin.pause();
		},
	};
}
