/** What is known of a stretch in which one piece of code had the thread. */
type Measured = {
	/** ms that the processor worked for it. */
	readonly processor?: number | undefined;
	/** ms in which others had the core. */
	readonly preempted?: number | undefined;
};

/** A shorter stretch on the thread, ms, is not worth the word "blocked". */
export const shortestBlock = 20;

/**
 * How long code had the thread in a stretch of so many ms: all of it but the time in which others had the core. Where that is not
 * known, the time that the processor worked for it, if that is half or more. Undefined where there is no evidence that it had
 * the thread at all, or for less than a block.
 */
export function heldTime({processor, preempted}: Measured, ms: number): number | undefined {
	const worked = processor !== undefined && processor >= ms / 2 ? Math.min(processor, ms) : undefined;
	const held = preempted === undefined ? worked : Math.max(0, ms - preempted);
	return held !== undefined && held >= shortestBlock ? held : undefined;
}
