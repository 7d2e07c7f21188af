/** By how much two times, in ms, may differ for no reason but noise: 25 ms, or 5 % of the longer. */
export function noiseFloor(one: number, other: number): number {
	return Math.max(25, 0.05 * Math.max(one, other));
}

/** Whether two times, in ms, are equal but for noise. */
export function areTied(one: number, other: number): boolean {
	return Math.abs(one - other) <= noiseFloor(one, other);
}
