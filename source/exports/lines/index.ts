import type {Trace} from '../../trace/trace.ts';
import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;

/**
 * Returns what async-tui exits with after a run. A program that runs as it is keeps its own exit code, but one that
 * failed or was stopped never exits with 0. A set of tasks: 0 if it settled as its strategy intends. 1 without an end.
 */
export function exitCode(trace: Trace | undefined): number {
	const end = trace?.findLast(event => event.type === 'run-ended');
	if (!end) return 1;
	const fallback = end.outcome === 'ok' ? 0 : 1;
	const isProgram = trace?.some(event => event.type === 'run-described' && event.form === 'program');
	const wasStopped = end.outcome === 'cancelled' || end.outcome === 'killed';
	if (!isProgram || wasStopped || end.exitCode === undefined) return fallback;
	return end.outcome === 'exited' ? end.exitCode : end.exitCode || fallback;
}
