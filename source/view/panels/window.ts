/** The visible lanes: all, or those around the selected one. A line below them sums up the rest. */
export type Window = {readonly first: number; readonly count: number};

/**
 * Returns the window around the selected lane. `rows` lines hold the window and, unless the window shows all lanes, one
 * more line.
 */
export function windowAround(selected: number, of: number, rows: number): Window {
	if (of <= rows) {
		return {first: 0, count: of};
	}
	const count = Math.max(1, rows - 1);
	return {first: Math.max(0, Math.min(of - count, selected - Math.floor(count / 2))), count};
}
