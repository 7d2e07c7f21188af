/** Input from a terminal, in the order in which it arrived. */
export type SplitInput = {
	readonly parts: readonly ({readonly keys: string} | {readonly reply: string})[];
	/** The start of a reply that is still incomplete. */
	readonly rest: string;
};

/**
 * Matches a reply to a query (OSC or another control string), or a report of the mouse: SGR or, from old terminals, a
 * form that Ink would take for three typed characters. A paste is matched, too, because what looks like a report in it
 * is text.
 */
const replyOrPaste =
	/(?<reply>\u001B[\]P_][\s\S]*?(?:\u0007|\u001B\\)|\u001B\[<[\d;]*[Mm]|\u001B\[M[\s\S]{3})|\u001B\[200~[\s\S]*?(?<end>\u001B\[201~|$)/g;

/** Matches the start of a reply or a paste at the end of a text. */
const unfinished = /\u001B(?:[\]P_][\s\S]*|\[(?:<[\d;]*|M[\s\S]{0,2}|200~[\s\S]*)?)?$/;

/** The length from which an unfinished reply counts as keys. */
const maxReplyLength = 4096;

/** Separates keys from replies and reports. Ink would take their characters for keys, or drop them. */
export function splitInput(input: string): SplitInput {
	const parts: SplitInput['parts'][number][] = [];
	let [start, checked] = [0, 0];
	const addKeys = (end: number) => start < end && parts.push({keys: input.slice(start, end)});
	for (const {0: text, index, groups} of input.matchAll(replyOrPaste)) {
		if (groups?.end === '') {
			break;
		}
		checked = index + text.length;
		if (groups?.reply !== undefined) {
			addKeys(index);
			parts.push({reply: text});
			start = checked;
		}
	}
	const at = input.slice(checked).search(unfinished);
	const end = at < 0 || input.length - checked - at >= maxReplyLength ? input.length : checked + at;
	addKeys(end);
	return {parts, rest: input.slice(end)};
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
