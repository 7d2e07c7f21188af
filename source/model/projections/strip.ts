import type {Model} from '../model.ts';

/** Neighboring planned tasks, by what became of them so far. */
export type StripCell = {
	readonly queued: number;
	readonly inFlight: number;
	/** Settled, whatever their outcome. */
	readonly settled: number;
	/** Of the settled, those that failed or timed out. */
	readonly failed: number;
};

/** All planned tasks in their order, in at most `most` cells of equally many tasks; the last may have fewer. */
export function strip({lanes}: Pick<Model, 'lanes'>, most: number): readonly StripCell[] {
	const size = Math.max(1, Math.ceil(lanes.length / Math.max(1, most)));
	const cells: {queued: number; inFlight: number; settled: number; failed: number}[] = [];
	for (let index = 0; index < lanes.length; index++) {
		const task = lanes[index];
		if (index % size === 0) cells.push({queued: 0, inFlight: 0, settled: 0, failed: 0});
		const cell = cells.at(-1);
		if (!task || !cell) continue;
		if (task.endedAt !== undefined) cell.settled++;
		else if (task.startedAt !== undefined) cell.inFlight++;
		else cell.queued++;
		if (task.state === 'failed' || task.state === 'timed out') cell.failed++;
	}
	return cells;
}
