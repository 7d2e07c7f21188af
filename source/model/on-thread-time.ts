/** What is known of a stretch in which one piece of code was on the thread. */
type Measured = {
	/** Processor time of the thread, in ms. */
	readonly processor?: number | undefined;
	/** Time in which other processes had the core, in ms. */
	readonly preempted?: number | undefined;
};

/** A stretch on the thread that is shorter, in ms, is not called "blocked". */
export const minBlockMs = 20;

/**
 * Returns for how long code was on the thread in a stretch of `ms` milliseconds: all of it except the time in which
 * other processes had the core. If that time is unknown, returns the processor time, provided that it is half of the
 * stretch or more. Undefined without evidence that the code was on the thread for at least `minBlockMs`.
 */
export function onThreadTime({processor, preempted}: Measured, ms: number): number | undefined {
	const worked = processor !== undefined && processor >= ms / 2 ? Math.min(processor, ms) : undefined;
	const onThread = preempted === undefined ? worked : Math.max(0, ms - preempted);
	return onThread !== undefined && onThread >= minBlockMs ? onThread : undefined;
}
