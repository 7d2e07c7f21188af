import type {Failure, RunOutcome} from '../../../trace/event.ts';
import {now} from './clock.ts';
import type {createObservation} from './observation.ts';
import type {Lane} from './tracing/lane.ts';
import type {Tracer} from './tracing/tracer.ts';
import type {ProcessEnd, UnhandledError} from './watch/process-exit.ts';
import {warn} from './watch/warnings.ts';

/** Reports how a whole program ends. */
export type ProgramEnd = {
	/** Ends the run, unless it has ended. */
	readonly end: (outcome: RunOutcome, error?: Failure, exitCode?: number) => void;
	/** Reports an error that nothing handled. */
	readonly onUnhandled: (error: UnhandledError) => void;
	/** Ends the run when the process ends. */
	readonly onProcessEnd: (end: ProcessEnd) => void;
};

type Parts = {
	readonly observation: Pick<ReturnType<typeof createObservation>, 'emit' | 'failures' | 'lanes' | 'promises' | 'end'>;
	readonly tracer: Pick<Tracer, 'flush'>;
	readonly topLevel: Lane;
	/** Whether the top level has not ended. */
	readonly isOpen: () => boolean;
	/** Returns the lane that the current asynchronous context works for. */
	readonly currentLane: () => Lane | undefined;
	/** Describes an error, by default as that of a call. `evaluates`: whether a file was running at its top level. */
	readonly failureOf?: (reason: unknown, evaluates: boolean) => Failure;
	/** Called when the run has failed. */
	readonly onFailed?: () => void;
};

export function createProgramEnd({
	observation,
	tracer,
	topLevel,
	isOpen,
	currentLane,
	failureOf = reason => observation.failures.of(reason),
	onFailed = () => {},
}: Parts): ProgramEnd {
	const {emit, lanes, promises} = observation;
	/** The error that was reported last. */
	let fatal: Failure | undefined;
	let ended = false;

	function end(outcome: RunOutcome, error?: Failure, exitCode?: number) {
		if (!ended) {
			ended = true;
			tracer.flush();
			observation.end(outcome, error, [], exitCode);
		}
	}

	return {
		end,
		onUnhandled({reason, promise, ofModule}) {
			tracer.flush();
			// While the top level is suspended, other code can throw.
			const evaluates = !promise && topLevel.state === 'running';
			const failure = failureOf(reason, evaluates);
			fatal = failure;
			if (topLevel.state === 'unknown') {
				return;
			}

			if (evaluates) {
				lanes.end(topLevel, 'failed', {error: failure}, now());
			}

			const lane = promise ? promises.origin(promise) : ofModule || evaluates ? topLevel : currentLane();
			warn(emit, promise ? 'unhandled-rejection' : 'uncaught', failure, lane && lanes.ensureReported(lane)?.id);
		},
		onProcessEnd({by, code}) {
			tracer.flush();
			const isWaiting = isOpen() || lanes.isAnyWaiting();
			if (by === 'error') {
				end('failed', fatal, code);
				onFailed();
			} else if (by === 'empty' && isWaiting) {
				end('stalled', undefined, code);
			} else if (by === 'exit' && code !== 0 && lanes.isAnyWaitingOutside()) {
				end('exited', {name: 'Exit', message: `the program exited with code ${code}`}, code);
			} else {
				end('ok', undefined, code);
			}
		},
	};
}
