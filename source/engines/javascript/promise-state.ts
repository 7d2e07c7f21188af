import {inspect} from 'node:util';

export type PromiseState =
	| {readonly state: 'pending'}
	/** `text`: the value as Node.js prints it. */
	| {readonly state: 'fulfilled'; readonly text: string}
	| {readonly state: 'rejected'; readonly text: string; readonly reason: unknown};

const options = {
	depth: 2,
	customInspect: false,
	maxArrayLength: 5,
	maxStringLength: 100,
	breakLength: Number.POSITIVE_INFINITY,
};

/** On Node.js before 24, AsyncLocalStorage leaves symbols of its own on promises. */
const internals = /,? \[Symbol\((?:async_id|trigger_async_id|kResourceStore)[^)]*\)\]: (?:\[[^\]]*\]|[^,}]*)/g;

/**
 * Reads a promise without touching it: `then` would count as hearing its rejection, and so hide an unhandled one.
 * `inspect` is the one function of Node.js that can look inside.
 */
export function stateOf(promise: Promise<unknown>): PromiseState {
	const shown = inspect(promise, options).replaceAll(internals, '');
	const [, mark, text = ''] = /^[^{]*\{\s*(?:<(pending|rejected)>)?\s*([\s\S]*?),?\s*\}$/.exec(shown) ?? [];
	if (mark === 'pending') {
		return {state: 'pending'};
	}

	return mark === 'rejected' ? {state: 'rejected', text, reason: reasonOf(promise, text)} : {state: 'fulfilled', text};
}

/** The error itself, caught on its way through `inspect`; what is no error is known by its text alone. */
function reasonOf(promise: Promise<unknown>, text: string): unknown {
	let reason: unknown = text;
	const own = Object.getOwnPropertyDescriptor(Error.prototype, inspect.custom);
	Object.defineProperty(Error.prototype, inspect.custom, {
		configurable: true,
		value(this: unknown) {
			reason = this;
			return '';
		},
	});
	try {
		inspect(promise, {depth: 0});
	} finally {
		if (own) {
			Object.defineProperty(Error.prototype, inspect.custom, own);
		} else {
			Reflect.deleteProperty(Error.prototype, inspect.custom);
		}
	}

	return reason;
}
