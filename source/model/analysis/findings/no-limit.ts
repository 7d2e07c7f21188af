import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import type {Model, Request} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';

/** The least requests to one origin at once, and the least share of them that has to fail. */
const [minAtOnce, minFailedShare] = [200, 0.01];

/** Finds origins that received many requests at once, some of which failed. */
export const noLimit: Rule = model =>
	[...byOrigin(model)].flatMap(([origin, requests]) => {
		const failed = requests.filter(({phase}) => phase === 'failed');
		const {most, at} = peakOf(requests);
		if (most < minAtOnce || failed.length < minFailedShare * requests.length) return [];
		return [
			found({
				rule: 'no-limit',
				severity: 'warning',
				proof: 'suspected',
				at,
				tasks: failed.flatMap(({task}) => (task === undefined ? [] : [{id: task}])),
				text: `${thousands(most)} requests to ${origin} were in flight at once; ${plural(failed.length, 'request')} failed.`,
			}),
		];
	});

function byOrigin({requests}: Model): ReadonlyMap<string, readonly Request[]> {
	const origins = new Map<string, Request[]>();
	for (const request of requests.values()) {
		const origin = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').origin : undefined;
		if (origin === undefined) continue;
		const known = origins.get(origin);
		if (known) known.push(request);
		else origins.set(origin, [request]);
	}
	return origins;
}

function peakOf(requests: readonly Request[]): {readonly most: number; readonly at: number} {
	const edges = requests
		.flatMap(({since}) => {
			const start = Math.min(...Object.values(since));
			const end = since.received ?? since.failed ?? Number.POSITIVE_INFINITY;
			return [
				{at: start, by: 1},
				{at: end, by: -1},
			];
		})
		.sort((one, other) => one.at - other.at || one.by - other.by);
	let [open, most, at] = [0, 0, 0];
	for (const edge of edges) {
		open += edge.by;
		if (open > most) [most, at] = [open, edge.at];
	}
	return {most, at};
}
