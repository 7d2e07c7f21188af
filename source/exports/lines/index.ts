import {constants} from 'node:os';
import type {Trace} from '../../trace/trace.ts';
import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;

/**
 * Returns what async-tui exits with after a run. A program or command keeps its own exit code: 128 + N after a signal, 127
 * if there is no runtime to run it, 126 if it is too old. A set of tasks: 0 if it settled as its strategy intends. 1 without an end.
 */
export function exitCode(trace: Trace | undefined): number {
	const end = trace?.findLast(event => event.type === 'run-ended');
	if (!trace || !end) return 1;
	const [{form, command}] = trace;
	const fallback = end.outcome === 'ok' ? 0 : 1;
	if (form !== 'program') return fallback;
	if (end.error?.name === 'NoPython') return 127;
	if (end.error?.name === 'OldNode') return 126;
	const exit = trace.findLast(event => event.type === 'engine-exited');
	const code = exit?.signal ? 128 + (constants.signals[exit.signal as NodeJS.Signals] ?? 0) : exit?.code;
	// A command goes on after its first process, and has a code of its own.
	return (command ? (code ?? end.exitCode) : (end.exitCode ?? code)) ?? fallback;
}
