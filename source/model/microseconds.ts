/** Converts ms to whole microseconds, so that sums do not depend on the order of addition. */
export const microseconds = (ms: number): number => Math.round(ms * 1000);
