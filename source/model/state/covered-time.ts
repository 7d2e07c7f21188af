/**
 * The time that possibly overlapping intervals cover, as separate stretches, the latest first. Stretches are immutable,
 * so records and their snapshots share them.
 */
export type CoveredTime = {
	/** In whole microseconds. */
	readonly from: number;
	readonly to: number;
	/** Time that this stretch and all before it cover. */
	readonly total: number;
	readonly earlier: CoveredTime | undefined;
};

/**
 * Adds an interval in whole microseconds. Intervals must arrive in order of their ends. Costs one step for each stretch
 * that the interval joins; joined stretches become one.
 */
export function addCoveredTime(cover: CoveredTime | undefined, from: number, to: number): CoveredTime | undefined {
	if (!(to > from)) return cover;
	let begin = from;
	let end = to;
	let earlier = cover;
	while (earlier && earlier.to >= begin) {
		begin = Math.min(begin, earlier.from);
		end = Math.max(end, earlier.to);
		earlier = earlier.earlier;
	}
	return {from: begin, to: end, total: (earlier?.total ?? 0) + end - begin, earlier};
}
