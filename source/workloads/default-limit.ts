/** The limit for so many tasks where nobody has set one: from three tasks on more than 1 and less than all, so that it shows something. */
export function defaultLimit(tasks: number): number {
	return tasks > 3 ? 3 : 2;
}
