/** Splits text that arrives in parts into lines. */
export function createLineSplitter(onLine: (text: string) => void): (part: string) => void {
	let rest = '';
	return part => {
		const lines = (rest + part).split('\n');
		rest = lines.pop() ?? '';
		for (const text of lines) {
			onLine(text);
		}
	};
}
