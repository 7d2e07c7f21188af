/** With two tasks, a limit of 1 equals Sequential and a limit of 2 equals Concurrent. */
const minTasksForLimit = 3;

/**
 * Whether a strategy is worth offering for this number of tasks. With few tasks, a strategy with a limit equals
 * Sequential or Concurrent.
 */
export function isOffered({limited}: {readonly limited: boolean}, tasks: number): boolean {
	return !limited || tasks >= minTasksForLimit;
}
