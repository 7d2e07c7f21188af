import type {Strategy} from '../strategy.ts';

export const race: Strategy = {
	name: 'race',
	title: 'Race',
	sentence: 'Take the first task that settles, even if it fails.',
	construct: {javascript: 'Promise.race', python: 'asyncio.wait(FIRST_COMPLETED)'},
	limited: false,
	total: 'result',
	needs: 'first',
	theory: latencies => Math.min(...latencies),
};
