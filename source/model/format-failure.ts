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
 * Formats an error in decreasing length: with all causes; with only the code of its last cause, then also without the
 * name of its class. Without a code: alone, then without the name of its class if the message starts with an HTTP
 * status.
 */
export function failureForms(failure: Described): readonly string[] {
	const {own, message, code} = briefOf(failure);
	if (code !== undefined) {
		const coded = [own, message].flatMap(words => (words === '' ? [] : [`${words} (${code})`]));
		return [formatFailure(failure), ...coded];
	}
	return [...new Set([formatFailure(failure), own, startsWithStatus(failure) ? message : own])];
}

/**
 * Formats an error for a place that is too narrow for `failureForms`: as the code of its last cause, which says more
 * than the error, or as its message. Undefined for a message of one word, which says nothing without the class.
 */
export function briefFailure(failure: Described): string | undefined {
	const {message, code} = briefOf(failure);
	return code ?? (/\S\s+\S/.test(message) ? message : undefined);
}

/** Whether the message of an error says more than its class. */
export const startsWithStatus = ({message}: Pick<Described, 'message'>): boolean => /^[45]\d\d\b/.test(message);

/** `own`: the error without its causes. `code`: that of the last cause, if the error does not have it. */
function briefOf(failure: Described): {
	readonly own: string;
	readonly message: string;
	readonly code: string | undefined;
} {
	const [own = '', ...causes] = partsOf(failure);
	let last = failure;
	for (let count = 0; last.cause && count < causes.length; count++) last = last.cause;
	const code = codeOf(last);
	const isNew = causes.length > 0 && code !== undefined && !own.includes(code);
	return {own, message: own.slice(failure.name.length + 2), code: isNew ? code : undefined};
}
