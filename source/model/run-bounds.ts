import type {Trace} from '../trace/trace.ts';

/** Between which moments there is something to see, in ms on the run's clock. */
export type Bounds = {
	/** When the strategy was called, or where the kept part of its trace begins; undefined: not yet, or never. */
	readonly startedAt: number | undefined;
	/**
	 * When nothing is seen to happen any more: how long its process took to leave is not of interest. Undefined: it goes
	 * on, or was cut off.
	 */
	readonly endedAt: number | undefined;
	/** Whether earlier events are not kept. */
	readonly isCut?: boolean;
};

/** Reads a trace, growing or complete, and tells its bounds. Costs as much as the events since the last call. */
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
