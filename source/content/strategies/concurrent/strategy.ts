import type {Strategy} from '../strategy.ts';

export const concurrent: Strategy = {
	name: 'concurrent',
	title: 'Concurrent',
	sentence: 'Start every task at once, wait for the slowest.',
	construct: {javascript: 'Promise.all', python: 'asyncio.gather'},
	limited: false,
	total: 'settled',
	needs: 'all',
	theory: latencies => Math.max(0, ...latencies),
};
