import type {Strategy} from '../strategy.ts';

export const batched: Strategy = {
	name: 'batched',
	title: 'Batched',
	short: 'Batch',
	sentence: 'Start n tasks, wait for all of them, then start the next n.',
	construct: {javascript: 'Promise.all per batch', python: 'asyncio.gather per batch'},
	limited: true,
	total: 'settled',
	needs: 'all',
	theory(latencies, limit) {
		let sum = 0;
		for (let start = 0; start < latencies.length; start += limit) {
			sum += Math.max(...latencies.slice(start, start + limit));
		}
		return sum;
	},
};
