/**
 * Returns a function with cached results, because most rows do not change from frame to frame. Caches at least the last
 * `most` texts, and at most twice as many.
 */
export function remember<Result>(of: (text: string) => Result, most = 200): (text: string) => Result {
	let recent = new Map<string, Result>();
	let older = recent;
	return text => {
		const found = recent.get(text);
		if (found !== undefined) {
			return found;
		}

		const result = older.get(text) ?? of(text);
		if (recent.size >= most) {
			older = recent;
			recent = new Map();
		}

		recent.set(text, result);
		return result;
	};
}

/** Returns a function that caches its last result, because a frame needs that of the same text several times. */
export function rememberLast<Result>(of: (text: string) => Result): (text: string) => Result {
	let last: {readonly text: string; readonly result: Result} | undefined;
	return text => {
		if (last?.text !== text) {
			last = {text, result: of(text)};
		}

		return last.result;
	};
}
