import type {Model} from '../model/model.ts';
import type {Task} from '../model/task.ts';
import type {Session} from '../session/session.ts';
import {selectedIndex} from '../view/panels/selected-lane.ts';
import type {RunViews} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';

/**
 * Returns the index of the lane whose error Enter opens after a failed run: the one that the user selected during this
 * run if it failed, else the first that failed with the error of the run. Undefined if no lane failed, or if the user
 * selected one that did not.
 */
export function failedLane(session: Session, runs: RunViews): number | undefined {
	const model = modelsOf(runs).find(({end, result}) => end?.outcome === 'failed' || result?.outcome === 'failed');
	if (!model) return undefined;
	const selected = selectedIndex({model, session});
	// In a program every caller failed with the same error, and the top level is selected at first.
	const isChosen = session.selectedIn === session.run || model.description.form === 'tasks';
	const lane = model.lanes[selected];
	if (isChosen && lane && hasFailed(lane)) return selected;
	const first = session.selectedIn === session.run ? undefined : firstFailed(model);
	return first && model.lanes.indexOf(first);
}

function firstFailed({settled, end, result}: Model): Task | undefined {
	const error = end?.error ?? result?.error;
	const failed = settled.filter(hasFailed);
	const isCause = ({error: own}: Task) => own?.name === error?.name && own?.message === error?.message;
	return failed.find(isCause) ?? failed[0];
}

const hasFailed = ({state}: Task): boolean => state === 'failed' || state === 'timed out';
