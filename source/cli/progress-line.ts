/** A line that shows the progress of the work. Each report overwrites the previous one. */
export type ProgressLine = {
	/** Shows a text, unless the last one is younger than a quarter of a second. */
	readonly show: (text: string) => void;
	/** Removes the line, before anything else is printed. */
	readonly clear: () => void;
};

/** ms between two texts, and before the first: shorter work needs no progress line. */
const minIntervalMs = 250;

/** Creates a progress line on a stream, such as the standard error. Shows nothing if that is not a terminal. */
export function createProgressLine(
	stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
	now: () => number = () => performance.now(),
): ProgressLine {
	let shownAt = now();
	let isShown = false;
	return {
		show(text) {
			if (!stream.isTTY || now() - shownAt < minIntervalMs) return;
			shownAt = now();
			isShown = true;
			stream.write(`\r\u001b[K${text.slice(0, stream.columns - 1)}`);
		},
		clear() {
			if (!isShown) return;
			isShown = false;
			stream.write('\r\u001b[K');
		},
	};
}

/** Formats `drawing demo.gif  45%`. `done`: 0 to 1. */
export function formatProgress(file: string, done: number): string {
	return `drawing ${file}  ${Math.floor(done * 100)}%`;
}
