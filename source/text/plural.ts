import {thousands} from './thousands.ts';
/** Formats a count with its noun: `0 tasks`, `1 task`, `3 processes`. */
export function plural(count: number, noun: string): string {
	const ending = count === 1 ? '' : noun.endsWith('s') ? 'es' : 's';
	return `${thousands(count)} ${noun}${ending}`;
}

/** Formats `the other`, `the other 4`. */
export function theOthers(count: number): string {
	return count === 1 ? 'the other' : `the other ${thousands(count)}`;
}
