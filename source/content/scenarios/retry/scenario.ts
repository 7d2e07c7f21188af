import {draw} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

/** How often the shop fails each order before it answers, and the total latency. */
const orders = [
	{id: 7, failures: 0, latency: 400},
	{id: 8, failures: 1, latency: 1000},
	{id: 9, failures: 2, latency: 1800},
	{id: 10, failures: 3, latency: 1800},
];

export const retry: Scenario = {
	name: 'retry',
	title: 'Retry with backoff',
	sentence: 'An unreliable shop: each order is tried up to three times, with a longer pause each time.',
	strategy: 'all-settled',
	limit: 2,
	tasks(seed) {
		return draw(orders, seed).map(({id, failures, latency}) => {
			const attempts = Math.min(3, failures + 1);
			// A pause of n units follows the nth failed attempt; each attempt takes two units.
			const units = 2 * attempts + (attempts * (attempts - 1)) / 2;
			return {
				id: `order-${id}`,
				name: `order(${id})`,
				function: 'order',
				arguments: total => [id, total / units],
				latency,
				replies: Array.from({length: attempts}, (_, attempt) => ({
					path: `/orders/${id}?attempt=${attempt + 1}`,
					share: 2 / units,
					body: {id, state: 'accepted'},
					fails: attempt < failures,
				})),
			};
		});
	},
};
