import {heap, pop, push} from './heap.ts';

/**
 * Forecasts the total of a strategy, in ms, for tasks of known latencies and no time on the thread: the sum if they run
 * one after another, the longest if all start together, the shortest if the first result decides. Undefined for an
 * unknown strategy.
 */
export function forecastTotal(strategy: string, latencies: readonly number[], limit: number): number | undefined {
	switch (strategy) {
		case 'sequential':
			return latencies.reduce((sum, each) => sum + each, 0);
		case 'concurrent':
		case 'all-settled':
		case 'task-group':
		case 'as-completed':
			return longest(latencies);
		case 'limited':
			return inSlots(latencies, limit);
		case 'batched':
			return latencies.reduce(
				(sum, _, index) => sum + (index % limit === 0 ? longest(latencies.slice(index, index + limit)) : 0),
				0,
			);
		case 'race':
		case 'first-success':
			return latencies.reduce((least, each) => Math.min(least, each), latencies[0] ?? 0);
		default:
			return undefined;
	}
}

/** Whether the total of a strategy is the time to its first result, while other tasks may keep running. */
export function stopsAtFirstResult(strategy: string): boolean {
	return strategy === 'race' || strategy === 'first-success';
}

/** Returns when the last task settles, in ms, if each starts in the slot that is free first. */
function inSlots(latencies: readonly number[], limit: number): number {
	const free = heap<number>((one, other) => one < other);
	let last = 0;
	for (const [index, latency] of latencies.entries()) {
		const from = index < limit ? 0 : (pop(free) ?? 0);
		push(free, from + latency);
		last = Math.max(last, from + latency);
	}

	return last;
}

const longest = (latencies: readonly number[]): number => latencies.reduce((most, each) => Math.max(most, each), 0);
