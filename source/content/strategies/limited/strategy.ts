import type {Strategy} from '../strategy.ts';

export const limited: Strategy = {
	name: 'limited',
	title: 'Limited',
	sentence: 'At most n tasks in flight: when one settles, start the next.',
	construct: {javascript: 'n workers, one queue', python: 'asyncio.Semaphore'},
	limited: true,
	total: 'settled',
	needs: 'all',
	theory: listSchedule,
};

/** Assigns the tasks, in order, to the worker that is free first. */
function listSchedule(latencies: readonly number[], limit: number): number {
	const freeAt = new Array<number>(limit).fill(0);
	for (const latency of latencies) {
		const first = freeAt.indexOf(Math.min(...freeAt));
		freeAt[first] = (freeAt[first] ?? 0) + latency;
	}
	return Math.max(...freeAt);
}
