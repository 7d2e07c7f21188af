import {Readable} from 'node:stream';
import {restoreMode} from './terminal-guard.ts';
import {backgroundIn, backgroundQuery, splitReplies} from './terminal-replies.ts';

/** The keyboard of a terminal that was queried for its background. */
export type TerminalInput = {
	/** The keys without the terminal's replies, however late those arrive. */
	readonly stdin: NodeJS.ReadStream;
	/** Resolves with the relative luminance of the background, from 0 to 1, when the terminal reports it; else never. */
	readonly background: Promise<number>;
	readonly close: () => void;
};

/** ms after which an unfinished reply counts as typed: a reply arrives in one piece or nearly so. */
const unfinishedMs = 100;

/**
 * Queries a terminal for its background color. Sets raw mode first, so that the reply is not echoed; `close` ends raw
 * mode.
 */
export function askBackground(stdin: NodeJS.ReadStream, stdout: Pick<NodeJS.WriteStream, 'write'>): TerminalInput {
	const {promise, resolve} = Promise.withResolvers<number>();
	const keys = new Readable({read() {}, encoding: 'utf8'});
	let rest = '';
	let unfinished: NodeJS.Timeout | undefined;
	const push = (text: string) => text !== '' && keys.push(text);

	const take = (chunk: string) => {
		clearTimeout(unfinished);
		const split = splitReplies(rest + chunk);
		for (const answer of split.replies) {
			const luminance = backgroundIn(answer);
			if (luminance !== undefined) {
				resolve(luminance);
			}
		}
		push(split.keys);
		rest = split.rest;
		if (rest !== '') {
			unfinished = setTimeout(() => {
				push(rest);
				rest = '';
			}, unfinishedMs);
		}
	};
	const end = () => keys.push(null);

	stdin.setRawMode(true);
	stdin.setEncoding('utf8');
	stdin.on('data', take);
	stdin.on('end', end);
	stdout.write(backgroundQuery);
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
		close() {
			clearTimeout(unfinished);
			stdin.off('data', take);
			stdin.off('end', end);
			restoreMode(stdin);
			stdin.pause();
		},
	};
}
