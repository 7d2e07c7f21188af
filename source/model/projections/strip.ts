import type {Model} from '../model.ts';

/** Neighboring planned tasks, counted by their state. */
export type StripCell = {
	readonly queued: number;
	readonly inFlight: number;
	/** Settled with any outcome. */
	readonly settled: number;
	/** Of the settled, those that failed or timed out. */
	readonly failed: number;
};

/**
 * Returns all planned tasks in their order, in at most `most` cells of equally many tasks; the last cell may have
 * fewer.
 */
export function strip({phases}: Pick<Model, 'phases'>, most: number): readonly StripCell[] {
	const size = Math.max(1, Math.ceil(phases.length / Math.max(1, most)));
	return Array.from({length: Math.ceil(phases.length / size)}, (_, cell) =>
		cellOf(phases.subarray(cell * size, (cell + 1) * size)),
	);
}

function cellOf(phases: Uint8Array): StripCell {
	const counts = [0, 0, 0, 0];
	for (const each of phases) counts[each] = (counts[each] ?? 0) + 1;
	const [queued = 0, inFlight = 0, settled = 0, failed = 0] = counts;
	return {queued, inFlight, settled: settled + failed, failed};
}
