/** Returns by how much two times, in ms, may differ through noise alone: 25 ms, or 5% of the longer one. */
function noiseFloor(one: number, other: number): number {
	return Math.max(25, 0.05 * Math.max(one, other));
}

/** Returns whether two times, in ms, are equal except for noise. */
export function areTied(one: number, other: number): boolean {
	return Math.abs(one - other) <= noiseFloor(one, other);
}
