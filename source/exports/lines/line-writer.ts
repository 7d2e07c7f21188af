import type {Model} from '../../model/model.ts';
import type {EventStream} from '../../trace/event.ts';

export type LineOptions = {
	/** Called with the model of the run when its events end. Not called without a description. */
	readonly onEnd?: (model: Model) => void;
	/** How many events of a program are kept for its totals. Undefined: the default. */
	readonly keep?: number | undefined;
	/** Whether to draw with ASCII characters only. Names and values of the program do not change. */
	readonly ascii?: boolean;
	/** Whether to write what may be wrong with the program, when it is found. */
	readonly findings?: boolean;
	/** Whether the run belongs to a lesson. Its claims state what happened, so the verdict is left out. */
	readonly isLesson?: boolean;
};

/** Writes a run as whole lines, in the order of its events, while it happens. Ends when the events end. */
export type LineWriter = (events: EventStream, options?: LineOptions) => AsyncGenerator<string, void, undefined>;
