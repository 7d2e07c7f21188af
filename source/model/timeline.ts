import type {Model} from './model.ts';

/** The time axis, in ms from the run's start: 0 to the sum of latencies, the same for every strategy; longer if the run is. */
export function axis(model: Model): number {
	throw new Error(`not written: ${model.at}`);
}

export type Segment = {
	/** ms from the run's start. */
	readonly from: number;
	readonly to: number;
	/**
	 * `queued` before its start; then what it does: a request's phase where it waits for one, `waiting` for anything else,
	 * `running` while its code is on the thread, `ready` while it could go on but the thread is held by another.
	 */
	readonly kind: 'queued' | 'connecting' | 'waiting' | 'receiving' | 'running' | 'ready';
	/** After the strategy had its result. */
	readonly orphan: boolean;
};

/** One task over time. */
export type Lane = {
	readonly id: string;
	readonly segments: readonly Segment[];
	/** When it settled, ms from the run's start. */
	readonly settledAt?: number;
};

/** The lanes of the planned tasks `first` … `first + count - 1`. Costs as much as the lanes asked for. */
export function lanes(model: Model, first: number, count: number): readonly Lane[] {
	throw new Error(`not written: ${model.at} ${first} ${count}`);
}

/** The thread over time: stretches it was held, and whether each was a block. */
export type ThreadLane = {
	readonly segments: readonly {readonly from: number; readonly to: number; readonly blocked: boolean}[];
	/** Share of the time since the run's start that the thread was held, 0 to 1. */
	readonly utilisation: number;
};

export function threadLane(model: Model): ThreadLane {
	throw new Error(`not written: ${model.at}`);
}
