import type {Strategy} from '../strategy.ts';

export const taskGroup: Strategy = {
	name: 'task-group',
	title: 'Task group',
	short: 'Group',
	sentence: 'Start every task; if one fails, cancel the others and wait until they end.',
	construct: {javascript: 'AbortController for all', python: 'asyncio.TaskGroup'},
	nearest: {javascript: 'JavaScript has no task group. Closest: one shared AbortController.'},
	limited: false,
	total: 'settled',
	needs: 'all',
	theory: latencies => Math.max(0, ...latencies),
};
