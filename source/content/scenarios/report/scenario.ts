import {draw} from '../latency.ts';
import type {Scenario, ScenarioTask} from '../scenario.ts';

/** The share of the report's latency that is work on the thread. */
const work = 0.6;

const reportTask: ScenarioTask = {
	id: 'report',
	name: 'report',
	function: 'report',
	arguments: latency => [latency * work],
	latency: 1500,
	replies: [{path: '/rows', share: 1 - work, body: ['2024: 31', '2025: 47', '2026: 52']}],
};

const requests = [
	{id: 'sales', latency: 1000},
	{id: 'stock', latency: 1200},
	{id: 'staff', latency: 1800},
].map(
	({id, latency}): ScenarioTask => ({
		id,
		name: id,
		function: id,
		arguments: () => [],
		latency,
		replies: [{path: `/${id}`, share: 1, body: {[id]: 'ok'}}],
	}),
);

export const report: Scenario = {
	name: 'report',
	title: 'A report that hogs the thread',
	sentence: 'Three requests and one computation: while it blocks the thread, no response can be read.',
	strategy: 'concurrent',
	limit: 2,
	tasks: seed => draw([reportTask, ...requests], seed),
};
