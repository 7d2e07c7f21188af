import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {firstFailure} from '../narration/wording.ts';

/** What became of the tasks that were in flight when the strategy was decided. */
export type Fate = {
	readonly ranOn: number;
	readonly cancelled: number;
	/** In flight still, or for ever when the run is over. */
	readonly open: number;
	/** When the last of those that ran on, and of those cancelled, ended: ms from the run's start. */
	readonly ranOnTo: number;
	readonly cancelledAt: number;
};

/** Undefined while nothing is decided, and where the decision left nobody in flight. */
export function fateOfOthers(model: Model): Fate | undefined {
	const decidedAt = decision(model);
	if (decidedAt === undefined) return undefined;
	const fate = {ranOn: 0, cancelled: 0, open: 0, ranOnTo: 0, cancelledAt: 0};
	const culprit = firstFailure(model);
	const decider = model.result?.outcome === 'done' ? undefined : culprit;
	for (const task of model.lanes) {
		const {startedAt, endedAt, state} = task;
		if (startedAt === undefined || (endedAt ?? Number.POSITIVE_INFINITY) < decidedAt || task === decider) continue;
		if (endedAt === undefined) fate.open++;
		else if (state === 'cancelled') {
			fate.cancelled++;
			fate.cancelledAt = Math.max(fate.cancelledAt, sinceStart(model, endedAt));
		} else {
			fate.ranOn++;
			fate.ranOnTo = Math.max(fate.ranOnTo, sinceStart(model, endedAt));
		}
	}
	return fate.ranOn + fate.cancelled + fate.open > 0 ? fate : undefined;
}

/** `4 ran on to 2.00 s`, `4 cancelled at 0.80 s`. */
export function sayFate({ranOn, ranOnTo, cancelled, cancelledAt, open}: Fate, over: boolean): string {
	return [
		...(ranOn > 0 ? [`${ranOn} ran until ${seconds(ranOnTo)}`] : []),
		...(cancelled > 0 ? [`${cancelled} cancelled at ${seconds(cancelledAt)}`] : []),
		...(open > 0 ? [over ? `${open} never settled` : `${open} in flight`] : []),
	].join(', ');
}

/** A failure decides before the result is there, where the strategy waits for the others to stop. */
function decision(model: Model): number | undefined {
	const {result} = model;
	if (!result || result.outcome === 'done') return result?.at;
	return Math.min(result.at, firstFailure(model)?.endedAt ?? result.at);
}
