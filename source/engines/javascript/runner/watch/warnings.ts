import process from 'node:process';
import type {Failure} from '../../../../trace/event.ts';
import type {Failures} from '../failures.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Promises} from '../tracing/wait-reasons.ts';

type UnheardKind = 'unhandled-rejection' | 'uncaught';

/** Tells of an error that nobody heard. */
export function warn(
	emit: TraceWriter['emit'],
	kind: UnheardKind,
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

/** Hears the errors that nobody heard: the run goes on, while a bare Node.js ends with code 1 at the first of them. */
export function watchUnheard(emit: TraceWriter['emit'], failures: Failures, promises: Promises): void {
	process.on('unhandledRejection', (reason, promise) => {
		warn(emit, 'unhandled-rejection', failures.of(reason), promises.lane(promise)?.id);
	});
	process.on('uncaughtException', error => warn(emit, 'uncaught', failures.of(error)));
}

/** Tells of the warnings of Node.js: listeners that leak, features that go. */
export function watchWarnings(emit: TraceWriter['emit'], failures: Failures): void {
	process.on('warning', warning => {
		const {name, message, place} = failures.of(warning);
		emit({type: 'warning-raised', kind: 'runtime', message: `${name}: ${message}`, ...(place && {place})});
	});
}
