import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Lane} from '../../model/projections/timeline.ts';
import {laneOf} from '../../model/projections/timeline.ts';
import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/** Draws which run is the ghost, with and without its strategy. Empty if there is none. */
export function previousRunLabels({previous, ghostId, glyphs}: RunProps): readonly Line[] {
	if (!previous?.totals.stopped) {
		return [];
	}
	const before = ghostId === undefined ? 'before' : ghostName(ghostId);
	const words = ` ${before}: ${seconds(previous.totals.makespan)}`;
	const strategy = stripControls(previous.description.strategy.title);
	return [`${words} ${strategy}`, words].map(each => [span('ghost', glyphs.lane.ghost), span('muted', each)]);
}

/** Names the ghost by its number in the history, unless it is the previous run. */
export function ghostName(ghost: number | undefined): string {
	return ghost === undefined ? 'the previous run' : `run ${ghost}`;
}

const ghostLanes = new WeakMap<Model, Map<number, Lane | undefined>>();

/** Returns a lane of the previous run by its index. Cached, because that run does not change. */
export function ghostLane(previous: Model, index: number | undefined): Lane | undefined {
	if (index === undefined) return undefined;
	const known = ghostLanes.get(previous) ?? new Map<number, Lane | undefined>();
	ghostLanes.set(previous, known);
	if (!known.has(index)) {
		const task = previous.lanes[index];
		known.set(index, task && laneOf(previous, task));
	}
	return known.get(index);
}
