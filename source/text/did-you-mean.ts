import {closestMatch} from 'leven';

/** The word that was probably meant, if one of the candidates is near enough. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
	const typed = bare(word);
	const completed = typed.length > 1 ? candidates.filter(candidate => bare(candidate).startsWith(typed)) : [];
	const near = closestMatch(typed, candidates.map(bare), {
		// One letter is near to every other.
		maxDistance: typed.length < 2 ? 0 : typed.length < 4 ? 1 : Math.max(2, Math.floor(typed.length / 3)),
	});
	return completed.length === 1 ? completed[0] : candidates.find(candidate => bare(candidate) === near);
}

/** Without the dashes of a flag, which all flags have in common. */
const bare = (word: string) => word.toLowerCase().replace(/^-+/, '');

/** `Did you mean "concurrent"?` after a blank, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
	const meant = suggest(word, candidates);
	return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}
