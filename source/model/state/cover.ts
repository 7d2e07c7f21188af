/**
 * The time that possibly overlapping intervals cover, as separate stretches, the latest first. Stretches are immutable,
 * so records and their snapshots share them.
 */
export type Cover = {
	/** In whole microseconds. */
	readonly from: number;
	readonly to: number;
	/** Time that this stretch and all before it cover. */
	readonly total: number;
	readonly before: Cover | undefined;
};

/**
 * Adds an interval in whole microseconds. Intervals must arrive in order of their ends. Costs one step for each stretch
 * that the interval joins; joined stretches become one.
 */
export function addToCover(cover: Cover | undefined, from: number, to: number): Cover | undefined {
	if (!(to > from)) return cover;
	let [begin, end, before] = [from, to, cover];
	while (before && before.to >= begin) {
		begin = Math.min(begin, before.from);
		end = Math.max(end, before.to);
		before = before.before;
	}
	return {from: begin, to: end, total: (before?.total ?? 0) + end - begin, before};
}
