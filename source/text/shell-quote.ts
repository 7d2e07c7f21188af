/** A word as it can be typed in a shell. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./\\~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
