/** The texts of an entry that the search reads. */
export type SearchText = {
	/** The title, name and key of the entry. Matches here come first. */
	readonly titles: readonly string[];
	/** `Promise.race`, `asyncio.gather`. */
	readonly constructs: readonly string[];
	/** The sentences that the entry shows. */
	readonly sentences: readonly string[];
	/** The texts of the entry's programs. */
	readonly code: readonly string[];
};

/** Where the words were found if not in a title: a part of the text, and the columns of the match in it. */
export type Excerpt = {
	readonly kind: 'construct' | 'sentence' | 'code';
	readonly text: string;
	readonly from: number;
	readonly to: number;
};

export type Found<T> = {readonly entry: T; readonly score: number; readonly excerpt?: Excerpt};

const scores = {construct: 50, sentence: 30, code: 20} as const;

/**
 * Returns the entries that contain every word of the query, anywhere, the best first. Equally good ones keep their
 * order. An empty query finds all.
 */
export function search<T extends SearchText>(query: string, entries: readonly T[]): readonly Found<T>[] {
	const whole = query.trim().toLowerCase();
	const words = whole.split(/\s+/).filter(Boolean);
	const found = entries.flatMap(entry => findIn(entry, whole, words) ?? []);
	return found.toSorted((one, other) => other.score - one.score);
}

function findIn<T extends SearchText>(entry: T, whole: string, words: readonly string[]): Found<T> | undefined {
	const title = Math.max(0, ...entry.titles.map(text => titleScore(text.toLowerCase(), whole)));
	if (title > 0) {
		return {entry, score: title};
	}
	let score = Number.POSITIVE_INFINITY;
	let excerpt: Excerpt | undefined;
	for (const word of words) {
		const inTitle = Math.max(0, ...entry.titles.map(text => titleScore(text.toLowerCase(), word)));
		const outside = inTitle > 0 ? undefined : excerptOf(entry, word);
		if (inTitle === 0 && !outside) {
			return undefined;
		}
		score = Math.min(score, outside ? scores[outside.kind] : inTitle);
		excerpt ??= outside;
	}
	return {entry, score, ...(excerpt && {excerpt})};
}

/**
 * Returns 100 if the word is the whole text, 80 if it starts the text, 60 if it starts a word, 40 anywhere else, 0
 * without a match.
 */
function titleScore(text: string, word: string): number {
	const at = text.indexOf(word);
	if (at < 0) {
		return 0;
	}
	if (at === 0) {
		return text.length === word.length ? 100 : 80;
	}
	return text.includes(` ${word}`) ? 60 : 40;
}

function excerptOf({constructs, sentences, code}: SearchText, word: string): Excerpt | undefined {
	for (const [kind, texts] of [
		['construct', constructs],
		['sentence', sentences],
		['code', code],
	] as const) {
		for (const text of texts) {
			const at = text.toLowerCase().indexOf(word);
			if (at >= 0) {
				return kind === 'code' ? lineAround(text, at, word.length) : {kind, text, from: at, to: at + word.length};
			}
		}
	}
	return undefined;
}

/** Returns the line of a program around a match, without its indentation. */
function lineAround(text: string, at: number, length: number): Excerpt {
	const start = text.lastIndexOf('\n', at) + 1;
	const end = text.indexOf('\n', at);
	const line = text.slice(start, end < 0 ? undefined : end);
	const indent = line.length - line.trimStart().length;
	const from = at - start - indent;
	return {kind: 'code', text: line.trim(), from, to: Math.min(from + length, line.trim().length)};
}
