/** With two tasks a limit of 1 is Sequential, and one of 2 is Concurrent. */
const fewestForLimit = 3;

/** Whether a strategy shows something of its own for so many tasks; not if it has a limit that makes it one of the first two. */
export function isOffered({limited}: {readonly limited: boolean}, tasks: number): boolean {
	return !limited || tasks >= fewestForLimit;
}
