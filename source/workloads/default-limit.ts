/**
 * Returns the default limit for a number of tasks. From three tasks on, it is more than 1 and less than all, so that it
 * has an effect.
 */
export function defaultLimit(tasks: number): number {
	return tasks > 3 ? 3 : 2;
}
