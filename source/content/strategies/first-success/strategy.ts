import type {Strategy} from '../strategy.ts';

export const firstSuccess: Strategy = {
	name: 'first-success',
	title: 'First success',
	short: 'First',
	sentence: 'Take the first task that succeeds; ignore failures.',
	construct: {javascript: 'Promise.any', python: 'asyncio.as_completed'},
	limited: false,
	total: 'result',
	needs: 'any',
	theory: latencies => Math.min(...latencies),
};
