import {now, sinceStart} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

/** A what-if of a task: the key that sets it, and when it takes effect, in ms from the start of the run. */
export type PendingWhatIf = {readonly letter: 'f' | 't'; readonly at: number};

/** A task that is made to fail does so at this share of its latency. */
const failureShare = 0.6;

/**
 * Returns the what-ifs of a task in flight that have not taken effect yet and whose moment is known: a failure, or a
 * time limit. When a task will block the thread is unknown, because it depends on its first response.
 */
export function pendingWhatIfsOf(model: Model, {startedAt, endedAt, plan}: Task): readonly PendingWhatIf[] {
	if (startedAt === undefined || endedAt !== undefined || model.phase === 'ended') {
		return [];
	}
	const {fails, timeout, latency} = plan ?? {};
	const whatIfs = [
		...(fails && latency !== undefined ? [{letter: 'f' as const, after: failureShare * latency}] : []),
		...(timeout === undefined ? [] : [{letter: 't' as const, after: timeout}]),
	];
	return whatIfs
		.filter(({after}) => startedAt + after > now(model))
		.map(({letter, after}) => ({letter, at: sinceStart(model, startedAt + after)}));
}

/** Returns the keys of all what-ifs of a task. */
export function whatIfLetters({plan}: Pick<Task, 'plan'>): string {
	const {fails, timeout, blocks} = plan ?? {};
	return `${fails ? 'f' : ''}${timeout === undefined ? '' : 't'}${blocks === undefined ? '' : 'b'}`;
}
