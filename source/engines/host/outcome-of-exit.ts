import type {RunOutcome} from '../../trace/event.ts';
import type {RunEnd} from './event-log.ts';
import type {Exit} from './runner-process.ts';

/** Says how a run ended whose process could not report it. `aborted`: the end was asked for. */
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
 * Says how a program ended that reports an interrupt. `asked`: the host has sent it. Else it came from elsewhere, as from the program
 * itself.
 */
export function withInterrupt(end: RunEnd, asked: boolean): RunEnd {
	return end.outcome === 'cancelled' && !asked
		? {...end, outcome: 'killed', error: {name: 'KeyboardInterrupt', message: 'the program was interrupted'}}
		: end;
}
