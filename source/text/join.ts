/** Joins alternatives: `bash, zsh or fish`. */
export const joinOr = (words: readonly string[]): string => join(words, 'or');

/** Joins the members of a list: `a, b and c`. Empty without any. */
export const joinAnd = (words: readonly string[]): string => join(words, 'and');

function join(words: readonly string[], conjunction: 'and' | 'or'): string {
	const last = words.at(-1) ?? '';
	return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${conjunction} ${last}` : last;
}
