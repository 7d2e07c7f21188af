import type {TaskOutcome} from '../../../../trace/event.ts';
import type {Lane} from './lane.ts';

/** What differs between the runs of strategies and of programs. */
export type Observer = {
	/** The lane that a callback works for, where the stack does not tell. */
	readonly fallback: () => Lane | undefined;
	/** How a lane ends whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	/** Of a program that runs as it is. */
	readonly topLevel?: Lane;
	/** Whether calls can have been suspended before anything was observed. */
	readonly adopts?: boolean;
	/** A module is about to be evaluated: the promise settles when it, and all that it imports, have been. */
	readonly evaluated?: (promise: Promise<unknown>) => void;
};
