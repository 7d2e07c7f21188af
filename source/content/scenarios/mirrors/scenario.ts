import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

const servers = [
	{id: 'berlin', latency: 1400, fails: false},
	{id: 'lisbon', latency: 600, fails: true},
	{id: 'oslo', latency: 1100, fails: false},
	{id: 'rome', latency: 1800, fails: false},
];

export const mirrors: Scenario = {
	name: 'mirrors',
	title: 'Four mirrors of one file',
	sentence: 'The fastest mirror is broken: Race takes its failure, First success ignores it.',
	strategy: 'first-success',
	limit: 2,
	tasks(seed) {
		return draw(servers, seed).map(({id, latency, fails}) => ({
			id,
			name: id,
			function: 'download',
			arguments: () => [id],
			latency,
			replies: [{path: '/releases/latest', share: 1, body: {mirror: id, version: '3.2.1'}, fails}],
		}));
	},
};
