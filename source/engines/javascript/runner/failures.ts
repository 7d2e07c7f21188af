import {inspect} from 'node:util';
import type {Failure, Place} from '../../../trace/event.ts';
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
