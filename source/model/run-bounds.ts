import type {Trace} from '../trace/trace.ts';

/** The part of a run that can be viewed, in ms on the run's clock. */
export type Bounds = {
	/** When the strategy was called, or when the window of its trace starts. Undefined if that has not happened. */
	readonly startedAt: number | undefined;
	/** When the run ended. The process may exit later. Undefined while the run continues, or if its trace was cut off. */
	readonly endedAt: number | undefined;
	/** Whether earlier events were dropped. */
	readonly isCut?: boolean;
};

/**
 * Reads a trace, growing or complete. The function returns its bounds. A call costs as much as the events since the
 * previous call.
 */
export function followBounds(trace: Trace): () => Bounds {
	let bounds: Bounds = {startedAt: undefined, endedAt: undefined};
	let read = 0;
	return () => {
		for (let event = trace[read]; event; event = trace[++read]) {
			if (event.type === 'run-started') {
				bounds = {...bounds, startedAt: bounds.startedAt ?? event.at};
			} else if (event.type === 'window-began') {
				bounds = {...bounds, startedAt: event.at, isCut: true};
			} else if (event.type === 'run-ended') {
				bounds = {...bounds, endedAt: event.at};
			}
		}
		return bounds;
	};
}
