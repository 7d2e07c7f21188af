import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';

/** With more lanes than this, no history is computed. */
const maxLanes = 1000;

/**
 * Returns the most planned tasks in flight in each of `slots` equal parts of the time from the start of the run to
 * `until` ms after it. Future parts are missing. Undefined if there are too many tasks to compute it within a frame.
 */
export function inFlightHistory(model: Model, until: number, slots: number): readonly number[] | undefined {
	const {startedAt, lanes} = model;
	if (lanes.length > maxLanes || until <= 0 || startedAt === undefined) return undefined;
	const width = until / slots;
	const reached = Math.min(slots, Math.ceil((now(model) - startedAt) / width));
	const edges = lanes
		.flatMap(({startedAt: from, endedAt}) => [
			...(from === undefined ? [] : [{at: from - startedAt, by: 1}]),
			...(from === undefined || endedAt === undefined ? [] : [{at: endedAt - startedAt, by: -1}]),
		])
		.sort((one, other) => one.at - other.at || one.by - other.by);
	let open = 0;
	let next = 0;
	return Array.from({length: reached}, (_, slot) => {
		let peak = open;
		for (let edge = edges[next]; edge && (edge.at < (slot + 1) * width || slot === slots - 1); edge = edges[++next]) {
			open += edge.by;
			peak = Math.max(peak, open);
		}
		return peak;
	});
}
