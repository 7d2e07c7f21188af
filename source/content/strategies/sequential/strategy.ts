import type {Strategy} from '../strategy.ts';

export const sequential: Strategy = {
	name: 'sequential',
	title: 'Sequential',
	sentence: 'Start one task, wait for it, then start the next.',
	construct: {javascript: 'for … await', python: 'for … await'},
	limited: false,
	total: 'settled',
	needs: 'all',
	theory: latencies => latencies.reduce((sum, latency) => sum + latency, 0),
};
