import type {TraceEvent} from '../trace/event.ts';

/** What was written, as an event without its instant. */
export type Written = Omit<Extract<TraceEvent, {type: 'output-written'}>, 'at'>;

export type OutputLimit = {
	/** Takes what was written. `size`: its length in all, where `text` is only its beginning. */
	readonly write: (written: Written, size?: number) => void;
	/** Tells what was held back. To be called once a second, and at the end. */
	readonly flush: () => void;
};

/** Characters of a line. */
const widest = 4096;
/** Characters of pieces that are joined. */
const longest = 16_384;
/** At first so many pieces and characters, */
const burst = {pieces: 2000, characters: 1_000_000};
/** then so many a second. */
const steady = {pieces: 100, characters: 64_000};

/** More than can pass at once, in characters. */
export const mostAtOnce = 256_000;

/**
 * Lets output pass as it is, until it is a flood. Lines are cut at 4096 characters. Pieces that are too many are joined to larger ones;
 * what is too long is left out, and said to be in a piece of its own. `now` in ms; `share` of the limits, 1 by default.
 */
export function createOutputLimit(emit: (written: Written) => void, now: () => number, share = 1): OutputLimit {
	const room = {pieces: burst.pieces * share, characters: burst.characters * share};
	let refilledAt = now();
	let joined: Written | undefined;
	let left: {stream: Written['stream']; characters: number; lines: number} | undefined;

	const refill = () => {
		const at = now();
		const seconds = (at - refilledAt) / 1000;
		refilledAt = at;
		for (const key of ['pieces', 'characters'] as const) {
			room[key] = Math.min(burst[key] * share, room[key] + seconds * steady[key] * share);
		}
	};

	const pass = (written: Written) => {
		room.pieces--;
		room.characters -= written.text.length;
		emit(written);
	};

	const flush = () => {
		if (joined) {
			const written = joined;
			joined = undefined;
			pass(written);
		}

		if (left) {
			const {stream, characters, lines} = left;
			left = undefined;
			pass({
				type: 'output-written',
				stream,
				text: `… ${wordsOf(lines, characters)} omitted: too much output at once\n`,
			});
		}
	};

	return {
		flush,
		write(written, size = written.text.length) {
			refill();
			const text = cutLines(written.text.slice(0, mostAtOnce));
			const unread = size - Math.min(written.text.length, mostAtOnce);
			const isRoom = room.characters >= text.length;
			if (isRoom && room.pieces >= 1) {
				flush();
				pass({...written, text});
			} else if (isRoom && !left && (!joined || (joined.stream === written.stream && joined.text.length < longest))) {
				joined = joined ? join(joined, text, written) : {...written, text};
			} else {
				left ??= {stream: written.stream, characters: 0, lines: 0};
				left.characters += written.text.length;
				left.lines += written.text.split('\n').length - 1;
			}

			if (unread > 0) {
				left ??= {stream: written.stream, characters: 0, lines: 0};
				left.characters += unread;
			}
		},
	};
}

/** Who wrote it, and where, is known as long as it is the same. */
function join({task, place, ...rest}: Written, text: string, next: Written): Written {
	const isSame = task === next.task && place?.line === next.place?.line && place?.file === next.place?.file;
	return {
		...rest,
		text: rest.text + text,
		...(isSame && task !== undefined && {task}),
		...(isSame && place && {place}),
	};
}

function cutLines(text: string): string {
	return text.length > widest
		? text.replace(tooWide, (_, start: string, end: string) => `${start}… (${end.length} more)`)
		: text;
}

const tooWide = new RegExp(`(.{${widest}})(.+)`, 'g');

function wordsOf(lines: number, characters: number): string {
	const size = characters < 10_000 ? `${characters} characters` : `${(characters / 1e6).toFixed(2)} MB`;
	return lines > 1 ? `${lines} lines (${size})` : size;
}
