import {constants} from 'node:os';
import type {Trace} from '../../trace/trace.ts';
import {json} from './json.ts';
import type {LineWriter} from './line-writer.ts';
import {plain} from './plain.ts';

/** The line formats by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, LineWriter>;

/**
 * Returns the exit code of async-tui after a run. A program or command determines its own: 128 + N after signal N, 127
 * if no runtime was found, 126 if the runtime is too old. A set of tasks: 0 if it settled as its strategy intends, else
 * 1. A trace without an end: 1.
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
	// A command keeps running after its first process ended, and has its own exit code.
	return (command ? (code ?? end.exitCode) : (end.exitCode ?? code)) ?? fallback;
}
