/**
 * Returns a function with cached results, because most rows do not change from frame to frame. A full cache is cleared.
 */
export function remember<Result>(of: (text: string) => Result, most = 1000): (text: string) => Result {
	const known = new Map<string, Result>();
	return text => {
		const found = known.get(text);
		if (found !== undefined) {
			return found;
		}

		const result = of(text);
		if (known.size >= most) {
			known.clear();
		}

		known.set(text, result);
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
