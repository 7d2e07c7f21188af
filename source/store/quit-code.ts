import {constants} from 'node:os';
import {exitCode} from '../exports/lines/index.ts';
import type {Trace} from '../trace/trace.ts';
import type {QuitCause} from './program-shutdown.ts';

/**
 * Returns the exit code of a session: that of the user's program if it ended by itself, otherwise 0 after q and 128 + N
 * after a signal. `programs`: the traces of the user's program, if that ran last.
 */
export function quitCode(cause: QuitCause, programs: readonly Trace[]): number {
	const codes = programs.flatMap(trace => {
		const end = trace.findLast(event => event.type === 'run-ended');
		return !end || end.outcome === 'cancelled' ? [] : [exitCode(trace)];
	});
	// A shell and npm exit with this code when the signal ended the process that they waited for.
	const bySignal = 128 + constants.signals[cause === 'q' ? 'SIGINT' : cause];
	return codes.length > 0 && codes.every(code => code !== bySignal) ? Math.max(...codes) : cause === 'q' ? 0 : bySignal;
}
