import {constants} from 'node:os';
import type {Trace} from '../../trace/trace.ts';
import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;

/**
 * Returns what async-tui exits with after a run. A program keeps its own exit code: 128 + N after a signal, 127 if there is
 * no runtime to run it. A set of tasks: 0 if it settled as its strategy intends. 1 without an end.
 */
export function exitCode(trace: Trace | undefined): number {
	const end = trace?.findLast(event => event.type === 'run-ended');
	if (!end) return 1;
	const fallback = end.outcome === 'ok' ? 0 : 1;
	if (!trace?.some(event => event.type === 'run-described' && event.form === 'program')) return fallback;
	if (end.error?.name === 'NoPython') return 127;
	if (end.exitCode !== undefined) return end.exitCode;
	const exit = trace.findLast(event => event.type === 'engine-exited');
	if (!exit) return fallback;
	return exit.signal === null ? (exit.code ?? fallback) : 128 + (constants.signals[exit.signal as NodeJS.Signals] ?? 0);
}
