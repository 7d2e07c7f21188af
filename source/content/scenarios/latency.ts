/** The seed with which each scenario has the latencies in its source. */
export const writtenSeed = 42;

/**
 * Returns a generator of numbers from 0 up to 1 that depend on the seed alone: mulberry32, by Tommy Ettinger (public
 * domain).
 */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * Returns the written latencies for the written seed. For any other, draws each between half and one and a half times
 * the written one.
 */
export function draw<Written extends {readonly latency: number}>(
	written: readonly Written[],
	seed: number,
): readonly Written[] {
	if (seed === writtenSeed) {
		return written;
	}

	const random = seeded(seed);
	return written.map(task => ({
		...task,
		latency: Math.max(50, Math.round((task.latency * (0.5 + random())) / 50) * 50),
	}));
}
