import type {TraceEvent} from '../trace/event.ts';

/** An `output-written` event without its `at`. */
export type Written = Omit<Extract<TraceEvent, {type: 'output-written'}>, 'at'>;

export type OutputLimit = {
	/** Passes output on, within the limits. `size`: the full length of the output, if `text` is only its start. */
	readonly write: (written: Written, size?: number) => void;
	/**
	 * Emits the output that was joined, and a note about what was omitted. Must be called once a second, and at the end.
	 */
	readonly flush: () => void;
};

/** The most characters of a line that are passed on. */
const maxLineLength = 4096;
/** The length from which joined pieces are not extended, in characters. */
const maxJoinedLength = 16_384;
/** The limits at the start of a run. */
const burst = {pieces: 2000, characters: 1_000_000};
/** How much of the limits is restored per second. */
const steady = {pieces: 100, characters: 64_000};

/** The most characters of one write that are passed on. */
export const maxWriteLength = 256_000;

/**
 * Creates a limit that passes output on unchanged until there is too much of it. Lines are cut at 4096 characters. Too
 * many pieces are joined into larger ones. Too much text is omitted, and a separate piece says how much. `now`: in ms.
 * `share`: the part of the limits that applies, 1 by default.
 */
export function createOutputLimit(emit: (written: Written) => void, now: () => number, share = 1): OutputLimit {
	const room = {pieces: burst.pieces * share, characters: burst.characters * share};
	let refilledAt = now();
	let joined: Written | undefined;
	let omitted: {stream: Written['stream']; characters: number; lines: number} | undefined;

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

		if (omitted) {
			const {stream, characters, lines} = omitted;
			omitted = undefined;
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
			const text = cutLines(written.text.slice(0, maxWriteLength));
			const unread = size - Math.min(written.text.length, maxWriteLength);
			const hasRoom = room.characters >= text.length;
			if (hasRoom && room.pieces >= 1) {
				flush();
				pass({...written, text});
			} else if (
				hasRoom &&
				!omitted &&
				(!joined || (joined.stream === written.stream && joined.text.length < maxJoinedLength))
			) {
				joined = joined ? join(joined, text, written) : {...written, text};
			} else {
				omitted ??= {stream: written.stream, characters: 0, lines: 0};
				omitted.characters += written.text.length;
				omitted.lines += written.text.split('\n').length - 1;
			}

			if (unread > 0) {
				omitted ??= {stream: written.stream, characters: 0, lines: 0};
				omitted.characters += unread;
			}
		},
	};
}

/** Joins two pieces of output. The result has a task and a place only if they are the same in both. */
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
	return text.length > maxLineLength
		? text.replace(tooWide, (_, start: string, end: string) => `${start}… (${end.length} more)`)
		: text;
}

const tooWide = new RegExp(`(.{${maxLineLength}})(.+)`, 'g');

function wordsOf(lines: number, characters: number): string {
	const size = characters < 10_000 ? `${characters} characters` : `${(characters / 1e6).toFixed(2)} MB`;
	return lines > 1 ? `${lines} lines (${size})` : size;
}
