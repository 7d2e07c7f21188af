import type {Strategy} from '../strategy.ts';

export const asCompleted: Strategy = {
	name: 'as-completed',
	title: 'As completed',
	short: 'Completed',
	sentence: 'Start every task, take each result as soon as it arrives.',
	construct: {javascript: 'for await … of', python: 'asyncio.as_completed'},
	limited: false,
	total: 'settled',
	needs: 'all',
	theory: latencies => Math.max(0, ...latencies),
};
