/** Quotes a word for bash and zsh, if it needs quotes. */
export function shellQuote(word: string): string {
	return /^[\w@%+=:,./\\~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Quotes a word for fish, if it needs quotes. */
export function fishQuote(word: string): string {
	return /^[\w./:,-]+$/.test(word) ? word : `'${word.replace(/[\\']/g, '\\$&')}'`;
}
