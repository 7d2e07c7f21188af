import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

const work = [
	{id: 'toast', latency: 3000},
	{id: 'water', latency: 5000},
	{id: 'chop', latency: 2000},
];

export const kitchen: Scenario = {
	name: 'kitchen',
	title: 'One cook',
	sentence: 'Toast 3 s, water 5 s, chopping 2 s, one pair of hands: waits overlap, work does not.',
	strategy: 'concurrent',
	limit: 2,
	tasks(seed) {
		return draw(work, seed).map(({id, latency}) => ({
			id,
			name: id,
			function: id,
			arguments: ms => [ms],
			latency,
			replies: [],
		}));
	},
};
