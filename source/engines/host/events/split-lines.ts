/** The most characters of a line. No event is that long. */
export const maxLineLength = 64 << 20;

/**
 * Returns a function that splits text, which arrives in parts, into lines. At a line of more than 64 million characters
 * it calls `onTooLong`, and drops everything from then on.
 */
export function createLineSplitter(
	onLine: (text: string) => void,
	onTooLong: () => void = () => {},
): (part: string) => void {
	let rest: string[] = [];
	let size = 0;
	return part => {
		if (size > maxLineLength) {
			return;
		}
		const end = part.lastIndexOf('\n');
		if (end !== -1) {
			const lines = (rest.join('') + part.slice(0, end)).split('\n');
			[rest, size] = [[], 0];
			for (const text of lines) {
				onLine(text);
			}
		}
		rest.push(part.slice(end + 1));
		size += part.length - end - 1;
		if (size > maxLineLength) {
			rest = [];
			onTooLong();
		}
	};
}
