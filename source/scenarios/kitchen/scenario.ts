import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

export const kitchen: Scenario = {
	name: 'kitchen',
	title: 'One cook',
	sentence: 'Toast 3 s, water 5 s, chopping 2 s, one pair of hands: waiting overlaps, work does not.',
	strategy: 'concurrent',
	limit: 2,
	tasks(seed) {
		const [toast = 3000, water = 5000, chop = 2000] = draw([3000, 5000, 2000], seed);
		return [
			{id: 'toast', latency: toast},
			{id: 'water', latency: water},
			{id: 'chop', latency: chop},
		].map(({id, latency}) => ({
			id,
			name: id,
			function: id,
			arguments: ms => [ms],
			latency,
			replies: [],
		}));
	},
};
