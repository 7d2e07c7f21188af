import type {Session} from '../session/session.ts';
import {selectedIndex} from '../view/panels/selected-lane.ts';
import type {RunViews} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';

/**
 * Returns the index of the lane whose error Enter opens after a failed run: the selected lane if it failed, else the
 * first that did. Undefined if no lane failed, or if the user selected another one during this run.
 */
export function failedLane(session: Session, runs: RunViews): number | undefined {
	const model = modelsOf(runs).find(({end, result}) => end?.outcome === 'failed' || result?.outcome === 'failed');
	if (!model) return undefined;
	const selected = selectedIndex({model, session});
	const hasFailed = (index: number) => ['failed', 'timed out'].includes(model.lanes[index]?.state ?? '');
	if (hasFailed(selected)) return selected;
	const first = model.settled.find(({state}) => state === 'failed' || state === 'timed out');
	const index = first ? model.lanes.indexOf(first) : -1;
	return index < 0 || session.selectedIn === session.run ? undefined : index;
}
