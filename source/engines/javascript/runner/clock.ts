const hrtime = process.hrtime.bigint;

/** Now, in milliseconds with their fractions: the same clock in all threads of the process, unlike `performance.now()`. */
export function now(): number {
	return Number(hrtime()) / 1e6;
}

/** Milliseconds to the microsecond, which is what clocks can tell. */
export function toMicroseconds(ms: number): number {
	return Math.round(ms * 1000) / 1000;
}
