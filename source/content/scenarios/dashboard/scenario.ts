import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

const widgets = [
	{id: 'profile', latency: 1500, body: {id: 42, name: 'Ada Lovelace', plan: 'team'}},
	{id: 'settings', latency: 1000, body: {theme: 'dark', notifications: true}},
	{id: 'orders', latency: 2000, body: [{id: 1007, total: 42.5, state: 'shipped'}]},
	{id: 'avatar', latency: 800, body: {url: '/avatars/42.png', width: 128}},
	{id: 'messages', latency: 1200, body: {unread: 3, latest: 'Lunch at noon?'}},
];

export const dashboard: Scenario = {
	name: 'dashboard',
	title: 'Load a dashboard',
	sentence: 'Five independent requests: one by one they take the sum, together the longest.',
	strategy: 'concurrent',
	limit: 3,
	tasks(seed) {
		return draw(widgets, seed).map(({id, latency, body}) => ({
			id,
			name: id,
			function: id,
			arguments: () => [],
			latency,
			replies: [{path: `/${id}`, share: 1, body}],
		}));
	},
};
