import {closestMatch} from 'leven';

/** Returns the candidate that was probably meant. Undefined if none is similar enough. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
	const typed = bare(word);
	const completed = typed.length > 1 ? candidates.filter(candidate => bare(candidate).startsWith(typed)) : [];
	const near = closestMatch(typed, candidates.map(bare), {
		// A single letter is similar to every other letter.
		maxDistance: typed.length < 2 ? 0 : typed.length < 4 ? 1 : Math.max(2, Math.floor(typed.length / 3)),
	});
	return completed.length === 1 ? completed[0] : candidates.find(candidate => bare(candidate) === near);
}

/** Removes the dashes, which all flags share. */
const bare = (word: string) => word.toLowerCase().replace(/^-+/, '');

/** Formats ` Did you mean "concurrent"?` with a space before it. Empty without a suggestion. */
export function didYouMean(word: string, candidates: readonly string[]): string {
	const meant = suggest(word, candidates);
	return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}
