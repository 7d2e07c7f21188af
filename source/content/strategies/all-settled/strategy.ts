import type {Strategy} from '../strategy.ts';

export const allSettled: Strategy = {
	name: 'all-settled',
	title: 'All settled',
	short: 'Settled',
	sentence: 'Start every task, wait for every one, failed or not.',
	construct: {javascript: 'Promise.allSettled', python: 'gather(return_exceptions=True)'},
	limited: false,
	total: 'settled',
	needs: 'none',
	theory: latencies => Math.max(0, ...latencies),
};
