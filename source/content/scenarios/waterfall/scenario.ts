import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

const readers = [
	{id: 1, name: 'Ann', latency: 1500, comments: ['Nice!', 'Thanks']},
	{id: 2, name: 'Ben', latency: 1800, comments: ['First']},
	{id: 3, name: 'Eve', latency: 1200, comments: []},
];

export const waterfall: Scenario = {
	name: 'waterfall',
	title: 'Dependent requests',
	sentence: 'Three readers, three requests each. Each request needs the one before, so those cannot overlap.',
	strategy: 'concurrent',
	limit: 2,
	tasks(seed) {
		return draw(readers, seed).map(({id, name, latency, comments}) => ({
			id: name.toLowerCase(),
			name: `reader(${id})`,
			function: 'reader',
			arguments: () => [id],
			latency,
			replies: [
				{path: `/users/${id}`, share: 0.3, body: {id, name, latestPost: id * 10}},
				{path: `/posts/${id * 10}`, share: 0.3, body: {id: id * 10, title: `${name} writes`}},
				{path: `/posts/${id * 10}/comments`, share: 0.4, body: comments},
			],
		}));
	},
};
