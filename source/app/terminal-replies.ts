/** Input from a terminal, split into keys and replies to our queries. */
export type SplitInput = {
	/** The input without replies. */
	readonly keys: string;
	readonly replies: readonly string[];
	/** The start of a reply that is still incomplete. */
	readonly rest: string;
};

const reply = /^\u001B[\]P_][\s\S]*?(?:\u0007|\u001B\\)/;

/** Matches the start of a reply. A lone Escape is a key. */
const replyStart = /^\u001B[\]P_]/;

/** The length from which an unfinished reply counts as keys. */
const maxReplyLength = 4096;

/** Separates keys from replies, which are OSC and other control strings. Ink would take their characters for keys. */
export function splitReplies(input: string): SplitInput {
	let keys = '';
	const replies: string[] = [];
	for (let left = input; ; ) {
		const start = left.indexOf('\u001B');
		if (start < 0) {
			return {keys: keys + left, replies, rest: ''};
		}
		keys += left.slice(0, start);
		left = left.slice(start);
		const [found] = reply.exec(left) ?? [];
		if (found !== undefined) {
			replies.push(found);
			left = left.slice(found.length);
		} else if (left.length < maxReplyLength && replyStart.test(left)) {
			return {keys, replies, rest: left};
		} else {
			keys += '\u001B';
			left = left.slice(1);
		}
	}
}

/** The query for the background color (OSC 11). */
export const backgroundQuery = '\u001B]11;?\u001B\\';

/** Returns the relative luminance, from 0 to 1, in a reply to `backgroundQuery`. Undefined for any other reply. */
export function backgroundIn(answer: string): number | undefined {
	const [, ...parts] = /^\u001B\]11;rgba?:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i.exec(answer) ?? [];
	if (parts.length === 0) {
		return undefined;
	}
	const [red = 0, green = 0, blue = 0] = parts.map(hex => linear(Number.parseInt(hex, 16) / (16 ** hex.length - 1)));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Converts a channel of sRGB, from 0 to 1, to its share of light. */
function linear(channel: number): number {
	return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
