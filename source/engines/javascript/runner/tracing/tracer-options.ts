import type {TaskOutcome} from '../../../../trace/event.ts';
import type {Lane} from './lane.ts';

/** The parts of the tracer that differ between runs of strategies, runs of programs, and attached processes. */
export type TracerOptions = {
	/** Returns the lane that a callback works for if the stack does not show it. Undefined if there is none. */
	readonly fallback: () => Lane | undefined;
	/** Returns the outcome of a lane whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	/** The top level of a program that runs without a strategy. */
	readonly topLevel?: Lane;
	/** Whether calls may have been suspended before the process was observed. */
	readonly adoptsCalls?: boolean;
	/** Called before a module is evaluated. The promise settles once the module and all of its imports are evaluated. */
	readonly onEvaluate?: (promise: Promise<unknown>) => void;
};
