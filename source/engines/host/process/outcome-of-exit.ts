import type {RunOutcome} from '../../../trace/event.ts';
import type {RunEnd} from '../events/event-log.ts';
import type {Exit} from './runner-process.ts';

/** Returns how a run ended whose process could not report it. `aborted`: whether the end was requested. */
export function outcomeOfExit(
	{code, signal, error}: Exit,
	aborted: boolean,
): {outcome: RunOutcome; error?: {name: string; message: string}} {
	if (aborted) {
		return {outcome: 'cancelled'};
	}

	if (error !== undefined) {
		return {outcome: 'failed', error: {name: 'EngineError', message: `the runtime did not start: ${error}`}};
	}

	if (signal !== null) {
		return {outcome: 'killed', error: {name: 'Killed', message: `the runtime process was killed by ${signal}`}};
	}

	return {outcome: 'exited', error: {name: 'Exit', message: `the runtime process exited with code ${code}`}};
}

/**
 * Corrects the end of a program that reports an interrupt. `isRequested`: whether the host sent the interrupt. If not, it
 * came from elsewhere, such as from the program itself, and the program counts as killed.
 */
export function withInterrupt(end: RunEnd, isRequested: boolean): RunEnd {
	return end.outcome === 'cancelled' && !isRequested
		? {...end, outcome: 'killed', error: {name: 'KeyboardInterrupt', message: 'the program was interrupted'}}
		: end;
}
