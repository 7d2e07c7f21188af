/**
 * Time that is covered by intervals which may overlap: the latest stretch first, each apart from the next. Stretches are
 * never changed, so records and their snapshots share them.
 */
export type Cover = {
	/** Whole microseconds. */
	readonly from: number;
	readonly to: number;
	/** Covered in all, by this stretch and those before it. */
	readonly total: number;
	readonly before: Cover | undefined;
};

/**
 * Adds an interval in whole microseconds. Intervals come in the order of their ends; each costs as much as the stretches
 * that it joins, which are one from then on.
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
