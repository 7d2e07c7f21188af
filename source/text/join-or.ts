/** Joins alternatives: `bash, zsh or fish`. */
export function joinOr(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}
