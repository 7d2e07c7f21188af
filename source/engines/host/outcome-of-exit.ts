import type {RunOutcome} from '../../trace/event.ts';
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
