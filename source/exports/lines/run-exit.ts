import {constants} from 'node:os';
import type {Model} from '../../model/model.ts';
import type {RunDescription, RunOutcome} from '../../trace/event.ts';
import type {Trace} from '../../trace/trace.ts';

/** How a run ends async-tui: with an exit code, or by the signal that ended the program. */
export type RunExit = number | NodeJS.Signals;

/** What counts of the end of a run. */
type HowEnded = {
	readonly outcome: RunOutcome;
	readonly error?: {readonly name: string} | undefined;
	readonly exitCode?: number | undefined;
};

/** Returns how a run ends async-tui, from its trace. A trace without an end: 1. */
export function runExit(trace: Trace | undefined): RunExit {
	if (!trace) return 1;
	const end = trace.findLast(event => event.type === 'run-ended');
	const exit = trace.findLast(event => event.type === 'engine-exited');
	return exitOf(trace[0], end, exit);
}

/**
 * Returns how a run ends async-tui. A program or command determines it: its own code, the signal that ended it, 127 if no
 * runtime was found, 126 if the runtime is too old. A set of tasks: 0 if it settled as its strategy intends, else 1. A
 * run without an end: 1.
 */
export function exitOf({form, command}: RunDescription, end: HowEnded | undefined, exit: Model['exit']): RunExit {
	if (!end) return 1;
	const fallback = end.outcome === 'ok' ? 0 : 1;
	if (form !== 'program') return fallback;
	if (end.error?.name === 'NoPython') return 127;
	if (end.error?.name === 'OldNode') return 126;
	const own = (exit?.signal as NodeJS.Signals | null | undefined) ?? exit?.code;
	// A command keeps running after its first process ended, and has its own exit.
	return (command ? (own ?? end.exitCode) : (end.exitCode ?? own)) ?? fallback;
}

/** Returns the exit code that a shell shows: 128 + N after signal N. */
export function exitCodeOf(exit: RunExit): number {
	return typeof exit === 'number' ? exit : 128 + (constants.signals[exit] ?? 0);
}

/** Returns the exit with the greatest code; 0 without any. */
export function greatestExit(exits: readonly RunExit[]): RunExit {
	return exits.reduce<RunExit>((one, other) => (exitCodeOf(other) > exitCodeOf(one) ? other : one), 0);
}
