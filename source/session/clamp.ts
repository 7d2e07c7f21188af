/** Returns the value, or the bound that it would exceed. */
export function clamp(value: number, min: number, max: number): number {
	return Math.max(min, Math.min(max, value));
}

/** Returns the element `by` places after the current one, wrapping around. */
export function cycle<T>(list: readonly T[], current: T, by = 1): T {
	return list[(list.indexOf(current) + by + list.length) % list.length] ?? current;
}
