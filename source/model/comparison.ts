import type {Model} from './model.ts';

/** This run beside the one before: both are runs, neither is computed. */
export type Comparison = {
	readonly previous: {readonly strategy: string; readonly title: string; readonly makespan: number};
	/** Previous total minus this total, ms; negative when this one is slower. Known when this run has stopped. */
	readonly saved?: number;
	/** Previous total over this total. */
	readonly ratio?: number;
};

/** Undefined when there is no previous run, or it did not end well, or it did other work (other tasks, latencies or what-ifs). */
export function compare(model: Model, previous: Model | undefined): Comparison | undefined {
	throw new Error(`not written: ${model.at} ${previous?.at}`);
}

/**
 * Sequential total over this total, when a sequential run of the same work is known (`measured`), else the sum of this run's
 * latencies over its total (`sum`). Undefined until the total has stopped, and where it means nothing (Race, First success, failures).
 */
export function speedup(
	model: Model,
	sequential: Model | undefined,
): {readonly ratio: number; readonly basis: 'measured' | 'sum'} | undefined {
	throw new Error(`not written: ${model.at} ${sequential?.at}`);
}
