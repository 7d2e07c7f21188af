import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {firstFailure} from '../narration/wording.ts';

/** What became of the tasks that were in flight when the strategy was decided. */
export type OthersOutcome = {
	readonly ranOn: number;
	readonly cancelled: number;
	/** In flight still, or for ever when the run is over. */
	readonly open: number;
	/** When the last of those that ran on, and of those cancelled, ended: ms from the run's start. */
	readonly ranOnTo: number;
	readonly cancelledAt: number;
};

/** Undefined while nothing is decided, and where the decision left nobody in flight. */
export function othersOutcome(model: Model): OthersOutcome | undefined {
	const decidedAt = decisionTime(model);
	if (decidedAt === undefined) return undefined;
	const outcome = {ranOn: 0, cancelled: 0, open: 0, ranOnTo: 0, cancelledAt: 0};
	const culprit = firstFailure(model);
	const decider = model.result?.outcome === 'done' ? undefined : culprit;
	for (const task of model.lanes) {
		const {startedAt, endedAt, state} = task;
		if (startedAt === undefined || (endedAt ?? Number.POSITIVE_INFINITY) < decidedAt || task === decider) continue;
		if (endedAt === undefined) outcome.open++;
		else if (state === 'cancelled') {
			outcome.cancelled++;
			outcome.cancelledAt = Math.max(outcome.cancelledAt, sinceStart(model, endedAt));
		} else {
			outcome.ranOn++;
			outcome.ranOnTo = Math.max(outcome.ranOnTo, sinceStart(model, endedAt));
		}
	}
	return outcome.ranOn + outcome.cancelled + outcome.open > 0 ? outcome : undefined;
}

/** `4 ran on to 2.00 s`, `4 cancelled at 0.80 s`. */
export function formatOthersOutcome(
	{ranOn, ranOnTo, cancelled, cancelledAt, open}: OthersOutcome,
	isOver: boolean,
): string {
	return [
		...(ranOn > 0 ? [`${ranOn} ran until ${seconds(ranOnTo)}`] : []),
		...(cancelled > 0 ? [`${cancelled} cancelled at ${seconds(cancelledAt)}`] : []),
		...(open > 0 ? [isOver ? `${open} never settled` : `${open} in flight`] : []),
	].join(', ');
}

/** A failure decides before the result is there, where the strategy waits for the others to stop. */
function decisionTime(model: Model): number | undefined {
	const {result} = model;
	if (!result || result.outcome === 'done') return result?.at;
	return Math.min(result.at, firstFailure(model)?.endedAt ?? result.at);
}
