/**
 * Returns the sequence that makes a terminal copy a text to the clipboard (OSC 52), also over ssh. It moves no cursor
 * and draws nothing.
 */
export function copySequence(text: string): string {
	return `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
