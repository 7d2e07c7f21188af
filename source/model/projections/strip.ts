import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

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
export function strip({lanes}: Pick<Model, 'lanes'>, most: number): readonly StripCell[] {
	const size = Math.max(1, Math.ceil(lanes.length / Math.max(1, most)));
	return Array.from({length: Math.ceil(lanes.length / size)}, (_, cell) => cellOf(lanes, cell * size, size));
}

function cellOf(lanes: Model['lanes'], first: number, size: number): StripCell {
	const cell = {queued: 0, inFlight: 0, settled: 0, failed: 0};
	const end = Math.min(lanes.length, first + size);
	for (let index = first; index < end; index++) {
		const {startedAt, endedAt, state} = lanes[index] as Task;
		if (endedAt !== undefined) cell.settled++;
		else if (startedAt !== undefined) cell.inFlight++;
		else cell.queued++;
		if (state === 'failed' || state === 'timed out') cell.failed++;
	}
	return cell;
}
