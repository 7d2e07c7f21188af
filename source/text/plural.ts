/** Formats a count with its noun: `0 tasks`, `1 task`, `3 tasks`. */
export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Formats `the other`, `the other 4`. */
export function theOthers(count: number): string {
	return count === 1 ? 'the other' : `the other ${count}`;
}
