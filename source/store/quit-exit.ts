import type {RunExit} from '../exports/lines/run-exit.ts';
import {exitCodeOf, greatestExit, runExit} from '../exports/lines/run-exit.ts';
import type {Trace} from '../trace/trace.ts';
import type {QuitCause} from './program-shutdown.ts';

export type {RunExit} from '../exports/lines/run-exit.ts';

/**
 * Returns how a session ends: as the user's program if that ended by itself, otherwise with 0 after q and by the signal
 * that was sent. `programs`: the traces of the user's program, if that ran last.
 */
export function quitExit(cause: QuitCause, programs: readonly Trace[]): RunExit {
	const exits = programs.flatMap(trace => (endedByItself(trace) ? [runExit(trace)] : []));
	const signal = cause === 'q' ? 'SIGINT' : cause;
	// A shell and npm exit with the code of a signal when it ended the process that they waited for.
	if (exits.length > 0 && (cause !== 'q' || exits.every(exit => exitCodeOf(exit) !== exitCodeOf(signal)))) {
		return greatestExit(exits);
	}

	return cause === 'q' ? 0 : signal;
}

/** Whether a program has ended with an exit code, or unasked. */
function endedByItself(trace: Trace): boolean {
	const end = trace.findLast(event => event.type === 'run-ended');
	const exit = trace.findLast(event => event.type === 'engine-exited');
	return end !== undefined && (end.outcome !== 'cancelled' || typeof exit?.code === 'number');
}
