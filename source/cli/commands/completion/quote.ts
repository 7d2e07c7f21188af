/** A word as bash and zsh read it, whatever is in it. */
export function quote(word: string): string {
	return /^[\w./:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A word as fish reads it. */
export function quoteForFish(word: string): string {
	return /^[\w./:,-]+$/.test(word) ? word : `'${word.replace(/[\\']/g, '\\$&')}'`;
}
