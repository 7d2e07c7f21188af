import {seeded} from '../latency.ts';
import type {Scenario} from '../scenario.ts';

const pages = 200;

export const scraper: Scenario = {
	name: 'scraper',
	title: 'Scrape 200 pages',
	sentence: 'Most pages are quick, a few are very slow. Compare a limit of 10 with no limit at all.',
	strategy: 'limited',
	limit: 10,
	tasks(seed) {
		const random = seeded(seed);
		return Array.from({length: pages}, (_, index) => {
			const number = index + 1;
			return {
				id: `page-${number}`,
				name: `page ${number}`,
				function: 'page',
				arguments: () => [number],
				latency: heavyTailed(random()),
				replies: [{path: `/page/${number}`, share: 1, body: `<title>Offer ${number}</title>`}],
			};
		});
	},
};

/**
 * Returns a latency of a Pareto distribution (shape 1.5, scale 40 ms): half of the pages take less than 64 ms, one in a
 * hundred more than 860 ms. Cut at 2 s.
 */
function heavyTailed(uniform: number): number {
	return Math.min(2000, Math.round(40 / (1 - uniform) ** (1 / 1.5)));
}
