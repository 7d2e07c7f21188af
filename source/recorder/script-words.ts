/** A word of a key script, without its quotes. */
export type ScriptWord = {
	readonly text: string;
	/** The word as written, with its quotes. */
	readonly source: string;
	/** 1-based. */
	readonly line: number;
};

/**
 * Splits a script into words at spaces and line ends. `"…"` is a JSON string and can contain spaces, also as a part of
 * a word (`wait:"two words"`). `#` at the start of a word starts a comment if `comments` is set. An error names the
 * line.
 */
export function scriptWords(
	text: string,
	{comments}: {readonly comments: boolean},
): readonly ScriptWord[] | {readonly error: string; readonly line: number} {
	const words: ScriptWord[] = [];
	for (const [index, content] of text.split('\n').entries()) {
		const line = index + 1;
		for (const [source] of content.matchAll(wordPattern)) {
			if (comments && source.startsWith('#')) break;
			const text = withoutQuotes(source);
			if (text === undefined) return {line, error: 'this quote is not closed, or holds no JSON string'};
			words.push({text, source, line});
		}
	}
	return words;
}

// A quote that is not closed takes the rest of the line.
const wordPattern = /(?:"(?:[^"\\]|\\.)*(?:"|$)|[^\s"])+/g;

/** Undefined if a quote is not closed or not a JSON string. */
function withoutQuotes(source: string): string | undefined {
	try {
		return source.replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, quoted => JSON.parse(quoted));
	} catch {
		return undefined;
	}
}
