import type {Failure} from '../trace/event.ts';

type Described = Pick<Failure, 'name' | 'message' | 'code' | 'status' | 'more'> & {
	readonly cause?: Described | undefined;
};

/** The most causes that are included. */
const maxCauses = 2;

/**
 * Formats an error and its causes in one line: `TypeError: fetch failed ← Error: connect ECONNREFUSED 127.0.0.1:9`.
 * Appends the code in parentheses unless the message contains it. An empty message leaves only the name; a group shows
 * its first error `and 2 more`.
 */
export function formatFailure(failure: Described): string {
	return partsOf(failure).join(' ← ');
}

/** Formats the error and each of its causes. */
function partsOf(failure: Described): readonly string[] {
	const parts: string[] = [];
	for (let one: Described | undefined = failure; one && parts.length <= maxCauses; one = one.cause)
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

/**
 * Formats an error in decreasing length: with all causes; with only the code of its last cause; alone; without the
 * name of its class if the message starts with an HTTP status.
 */
export function failureForms(failure: Described): readonly string[] {
	const [own = '', ...causes] = partsOf(failure);
	let last = failure;
	for (let count = 0; last.cause && count < causes.length; count++) last = last.cause;
	const code = codeOf(last);
	const short = causes.length === 0 || code === undefined || own.includes(code) ? own : `${own} (${code})`;
	const bare = /^[45]\d\d\b/.test(failure.message) ? own.slice(failure.name.length + 2) : own;
	return [...new Set([formatFailure(failure), short, own, bare])];
}
