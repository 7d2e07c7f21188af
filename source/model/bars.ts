import type {Model, TaskState} from './model.ts';

/** One row: a planned task and how far it is. */
export type Bar = {
	readonly id: string;
	readonly name: string;
	readonly state: TaskState;
	/** The phase of its present request, while it waits for one. */
	readonly phase?: 'connecting' | 'waiting' | 'receiving';
	/** 0 to 1: its time over its latency; absent where the latency is unknown and it has not ended. */
	readonly progress?: number;
	/** Milliseconds since it started, or its latency when it has settled; absent while queued. */
	readonly time?: number;
	/** It runs on after the strategy had its result. */
	readonly orphan: boolean;
	/** What-ifs of its plan, as words: `fails`, `times out at 0.60 s`, `blocks 0.50 s`. */
	readonly whatIf: readonly string[];
};

/** The rows `first` … `first + count - 1`. Costs as much as the rows asked for. */
export function bars(model: Model, first: number, count: number): readonly Bar[] {
	throw new Error(`not written: ${model.at} ${first} ${count}`);
}
