/** The visible lanes: all, or those around the selected one. A line below them sums up the rest. */
export type Window = {readonly first: number; readonly count: number};

/**
 * Returns the window around the selected lane, or the one that starts with lane `top` if the selected lane is in it.
 * `rows` lines hold the window and, unless the window shows all lanes, one more line.
 */
export function windowAround(selected: number, of: number, rows: number, top?: number): Window {
	if (of <= rows) {
		return {first: 0, count: of};
	}
	const count = Math.max(1, rows - 1);
	return {first: firstVisible(selected, of, count, top), count};
}

/** Returns the first of `count` visible lanes: `top` if the selected lane is then visible, else half of them above it. */
export function firstVisible(selected: number, of: number, count: number, top?: number): number {
	const isKept = top !== undefined && top <= selected && selected < top + count;
	return Math.max(0, Math.min(of - count, isKept ? top : selected - Math.floor(count / 2)));
}
