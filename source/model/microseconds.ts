/** Converts ms to whole microseconds, so that sums come out the same in any order. */
export const microseconds = (ms: number): number => Math.round(ms * 1000);
