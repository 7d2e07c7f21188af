import {draw} from '../latency.ts';
import type {Scenario, ScenarioTask} from '../scenario.ts';

const requests: readonly ScenarioTask[] = [
	{
		id: 'user',
		name: 'fetchUserData(42)',
		function: 'fetchUserData',
		arguments: () => [42],
		latency: 1500,
		replies: [{path: '/users/42', share: 1, body: {id: 42, username: 'dev_explorer', role: 'admin'}}],
	},
	{
		id: 'settings',
		name: 'fetchSystemSettings',
		function: 'fetchSystemSettings',
		arguments: () => [],
		latency: 1000,
		replies: [{path: '/settings', share: 1, body: {theme: 'dark', notifications: true}}],
	},
];

export const two: Scenario = {
	name: 'two',
	title: 'Two requests',
	sentence: 'The smallest case: a user and the settings. 2.5 s in turn, 1.5 s together.',
	strategy: 'concurrent',
	limit: 2,
	tasks: seed => draw(requests, seed),
};
