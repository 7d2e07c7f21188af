import {inspect} from 'node:util';
import type {Failure, Place, TaskOutcome} from '../../../trace/event.ts';
import {shorten} from './shorten.ts';
import type {Positions} from './tracing/source-positions.ts';

/** What was thrown, as text. */
export type Failures = {
	/** `fallback`: where its task was last, for errors that were made outside of the program. */
	readonly of: (reason: unknown, fallback?: Place) => Failure;
};

export function createFailures(positions: Positions): Failures {
	return {
		of(reason, fallback) {
			if (!(reason instanceof Error)) {
				const message = typeof reason === 'string' ? reason : inspect(reason, {depth: 1, customInspect: false});
				return {name: 'thrown', message: shorten(message), ...(fallback && {place: fallback})};
			}

			const {name, message, stack} = reason;
			const place = (typeof stack === 'string' ? positions.inStack(stack) : undefined) ?? fallback;
			return {name: shorten(String(name)), message: shorten(String(message)), ...(place && {place})};
		},
	};
}

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
