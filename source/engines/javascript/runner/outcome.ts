import type {TaskOutcome} from '../../../trace/event.ts';

/** How a call ended whose promise was rejected: a signal that was aborted tells its reason by name. */
export function outcomeOf(reason: unknown): TaskOutcome {
	if (!(reason instanceof Error)) {
		return 'failed';
	}

	const {name, cause} = reason;
	if (name === 'TimeoutError' || (name === 'AbortError' && cause instanceof Error && cause.name === 'TimeoutError')) {
		return 'timed-out';
	}

	return name === 'AbortError' ? 'cancelled' : 'failed';
}
