/**
 * What differs between asynchronous JavaScript on Node.js and asynchronous Python on asyncio, each cell with the name of the
 * lesson that shows it.
 */
export const keyDifferences: readonly {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
}[] = [];
