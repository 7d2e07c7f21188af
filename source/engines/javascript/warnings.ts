import process from 'node:process';
import type {Failures} from './failure.ts';
import type {Telling} from './telling.ts';
import type {Promises} from './waits-for.ts';

/**
 * Tells of errors that nobody heard. The run goes on, so that the other tasks can be seen to settle; a bare Node.js ends with
 * code 1 at the first of them.
 */
export function watchWarnings(tell: Telling['tell'], failures: Failures, promises: Promises): void {
	const warn = (kind: 'unhandled-rejection' | 'uncaught', reason: unknown, task?: string) => {
		const {name, message, place} = failures.of(reason);
		tell({
			type: 'warning-raised',
			kind,
			message: `${name}: ${message}`,
			...(task !== undefined && {task}),
			...(place && {place}),
		});
	};

	process.on('unhandledRejection', (reason, promise) => {
		warn('unhandled-rejection', reason, promises.lane(promise)?.id);
	});
	process.on('uncaughtException', error => warn('uncaught', error));
	process.on('warning', ({name, message}) =>
		tell({type: 'warning-raised', kind: 'runtime', message: `${name}: ${message}`}),
	);
}
