import type {Failure} from '../trace/event.ts';

type Described = Pick<Failure, 'name' | 'message' | 'code' | 'status' | 'more'> & {
	readonly cause?: Described | undefined;
};

/** More causes are not named. */
const mostCauses = 2;

/**
 * Formats an error with what led to it, in one line: `TypeError: fetch failed ← Error: connect ECONNREFUSED 127.0.0.1:9
 * (ECONNREFUSED)`. The name alone where the message is empty; a group is its first error `and 2 more`.
 */
export function formatFailure(failure: Described): string {
	const parts: string[] = [];
	for (let one: Described | undefined = failure; one && parts.length <= mostCauses; one = one.cause)
		parts.push(part(one));
	return parts.join(' ← ');
}

function part({name, message, code, status, more}: Described): string {
	const [line = ''] = message.trim().split('\n');
	const number = code ?? (status === undefined ? undefined : `status ${status}`);
	return [
		line === '' ? name : `${name}: ${line}`,
		...(number === undefined ? [] : [` (${number})`]),
		...(more === undefined || more === 0 ? [] : [` and ${more} more`]),
	].join('');
}

/** The same in more and in fewer words: with all causes; the error with the code of its last cause; the error. */
export function failureForms(failure: Described): readonly string[] {
	const whole = formatFailure(failure);
	const [own = whole] = whole.split(' ← ');
	const code = / \([^()]*\)$/.exec(whole)?.[0] ?? '';
	return [...new Set([whole, own.endsWith(code) ? own : own + code, own])];
}
