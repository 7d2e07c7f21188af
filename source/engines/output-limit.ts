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
	/** Whether a small piece would be passed on unchanged now. */
	readonly hasRoom: () => boolean;
};

/** The most characters of a line that are passed on. */
const maxLineLength = 4096;
/** The length from which joined pieces are not extended, in characters. */
const maxJoinedLength = 16_384;
/** The limits at the start of a run, and how much of them is restored per second. */
const pieceLimit = {burst: 2000, perSecond: 100};
const characterLimit = {burst: 1_000_000, perSecond: 64_000};

/** The most characters of one write that are passed on. */
export const maxWriteLength = 256_000;

/**
 * Creates a limit that passes output on unchanged until there is too much of it. Lines are cut at 4096 characters. Too
 * many pieces are joined into larger ones. Too much text is omitted, and a separate piece says how much. `now`: in ms.
 * `share`: the part of the limits that applies, 1 by default.
 */
export function createOutputLimit(emit: (written: Written) => void, now: () => number, share = 1): OutputLimit {
	const pieces = createPieceAllowance(now, share);
	const characters = createAllowance(characterLimit, now, share);
	let joined: Written | undefined;
	let omitted: {stream: Written['stream']; characters: number; lines: number} | undefined;

	const pass = (written: Written) => {
		pieces.spend(1);
		characters.spend(written.text.length);
		emit(written);
	};

	const flush = () => {
		if (joined) {
			const written = joined;
			joined = undefined;
			pass(written);
		}

		if (omitted) {
			const {stream, characters: size, lines} = omitted;
			omitted = undefined;
			pass({
				type: 'output-written',
				stream,
				text: `… ${wordsOf(lines, size)} omitted: too much output at once\n`,
			});
		}
	};

	return {
		flush,
		hasRoom: () => pieces.left() >= 1 && characters.left() > 0,
		write(written, size = written.text.length) {
			const text = cutLines(written.text.slice(0, maxWriteLength));
			const unread = size - Math.min(written.text.length, maxWriteLength);
			const hasRoom = characters.left() >= text.length;
			if (hasRoom && pieces.left() >= 1) {
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

/** An amount that may be spent. It grows back over time. */
export type Allowance = {readonly left: () => number; readonly spend: (amount: number) => void};

/** Creates the allowance of pieces that a limit passes on unchanged. `now`, `share`: see `createOutputLimit`. */
export function createPieceAllowance(now: () => number, share: number): Allowance {
	return createAllowance(pieceLimit, now, share);
}

function createAllowance({burst, perSecond}: typeof pieceLimit, now: () => number, share: number): Allowance {
	let left = burst * share;
	let refilledAt = now();
	return {
		left() {
			const at = now();
			left = Math.min(burst * share, left + ((at - refilledAt) / 1000) * perSecond * share);
			refilledAt = at;
			return left;
		},
		spend(amount) {
			left -= amount;
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
