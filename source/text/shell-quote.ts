/** A word as it can be typed in a shell: bash or zsh. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./\\~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A word as it can be typed in fish. */
export function fishQuote(word: string): string {
	return /^[\w./:,-]+$/.test(word) ? word : `'${word.replace(/[\\']/g, '\\$&')}'`;
}
