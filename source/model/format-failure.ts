import type {Failure} from '../trace/event.ts';

type Described = Pick<Failure, 'name' | 'message' | 'code' | 'status' | 'more'> & {
	readonly cause?: Described | undefined;
};

/** More causes are not named. */
const mostCauses = 2;

/**
 * Formats an error with what led to it, in one line: `TypeError: fetch failed ← Error: connect ECONNREFUSED 127.0.0.1:9`. Its code in
 * parentheses where the message does not say it; the name alone where the message is empty; a group is its first error `and 2 more`.
 */
export function formatFailure(failure: Described): string {
	return partsOf(failure).join(' ← ');
}

/** The error and its causes, each in words. */
function partsOf(failure: Described): readonly string[] {
	const parts: string[] = [];
	for (let one: Described | undefined = failure; one && parts.length <= mostCauses; one = one.cause)
		parts.push(part(one));
	return parts;
}

function part({name, message, code, status, more}: Described): string {
	const [line = ''] = message.trim().split('\n');
	const number = codeOf({code, status});
	return [
		line === '' ? name : `${name}: ${line}`,
		...(number === undefined || line.includes(number) ? [] : [` (${number})`]),
		...(more === undefined || more === 0 ? [] : [` and ${more} more`]),
	].join('');
}

function codeOf({code, status}: Pick<Described, 'code' | 'status'>): string | undefined {
	return code ?? (status === undefined ? undefined : `status ${status}`);
}

/** The same in more and in fewer words: with all causes; the error with the code of its last cause; the error. */
export function failureForms(failure: Described): readonly string[] {
	const [own = '', ...causes] = partsOf(failure);
	let last = failure;
	for (let count = 0; last.cause && count < causes.length; count++) last = last.cause;
	const code = codeOf(last);
	const short = causes.length === 0 || code === undefined || own.includes(code) ? own : `${own} (${code})`;
	return [...new Set([formatFailure(failure), short, own])];
}
