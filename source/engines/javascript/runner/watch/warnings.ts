import process from 'node:process';
import type {Failure} from '../../../../trace/event.ts';
import type {Failures} from '../failures.ts';
import type {TraceWriter} from '../trace-writer.ts';
import {closestReportable} from '../tracing/lane.ts';
import type {Promises} from '../tracing/promise-notes.ts';

type UnhandledKind = 'unhandled-rejection' | 'uncaught';

/** Reports an error that nothing handled. */
export function warn(
	emit: TraceWriter['emit'],
	kind: UnhandledKind,
	{name, message, place}: Failure,
	task?: string,
): void {
	emit({
		type: 'warning-raised',
		kind,
		message: `${name}: ${message}`,
		...(task !== undefined && {task}),
		...(place && {place}),
	});
}

/** The errors of a set of tasks that nothing has handled. */
export type UnhandledErrors = {
	/** Returns the first error that is still not handled. Undefined if there is none. */
	readonly first: () => Failure | undefined;
};

/**
 * Reports errors that nothing handles. Node.js alone would end with code 1 at the first of them; here the run
 * continues, so that the other tasks can settle.
 */
export function watchUnhandled(emit: TraceWriter['emit'], failures: Failures, promises: Promises): UnhandledErrors {
	const unhandled = new Map<unknown, Failure>();
	process.on('unhandledRejection', (reason, promise) => {
		const failure = failures.of(reason);
		unhandled.set(promise, failure);
		warn(emit, 'unhandled-rejection', failure, closestReportable(promises.origin(promise))?.id);
	});
	process.on('rejectionHandled', promise => unhandled.delete(promise));
	process.on('uncaughtException', error => {
		const failure = failures.of(error);
		unhandled.set({}, failure);
		warn(emit, 'uncaught', failure);
	});
	return {
		first() {
			const [failure] = unhandled.values();
			return failure;
		},
	};
}

/** Returns a function that reports a warning of Node.js, such as leaking listeners and deprecated features. */
export function createWarnings(emit: TraceWriter['emit'], failures: Failures): (warning: unknown) => void {
	return warning => {
		const {name, message, place} = failures.of(warning);
		emit({type: 'warning-raised', kind: 'runtime', message: `${name}: ${message}`, ...(place && {place})});
	};
}
