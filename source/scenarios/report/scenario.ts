import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

/** The part of the report's latency that is work on the thread. */
const work = 0.6;

export const report: Scenario = {
	name: 'report',
	title: 'A report that hogs the thread',
	sentence: 'Three requests and one computation: while it holds the thread, replies that are there cannot be read.',
	strategy: 'concurrent',
	limit: 2,
	tasks(seed) {
		const [report = 1500, sales = 1000, stock = 1200, staff = 1800] = draw([1500, 1000, 1200, 1800], seed);
		return [
			{
				id: 'report',
				name: 'report',
				function: 'report',
				arguments: latency => [latency * work],
				latency: report,
				replies: [
					{
						path: '/rows',
						share: 1 - work,
						body: [
							[2024, 31],
							[2025, 47],
							[2026, 52],
						],
					},
				],
			},
			...[
				{id: 'sales', latency: sales},
				{id: 'stock', latency: stock},
				{id: 'staff', latency: staff},
			].map(({id, latency}) => ({
				id,
				name: id,
				function: id,
				arguments: () => [],
				latency,
				replies: [{path: `/${id}`, share: 1, body: {[id]: 'ok'}}],
			})),
		];
	},
};
