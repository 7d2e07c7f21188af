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

/** What AsyncLocalStorage leaves on promises on Node.js before 24. */
const internals = new Set(['async_id_symbol', 'trigger_async_id_symbol', 'kResourceStore']);

/**
 * Reads a promise without touching it: `then` would count as hearing its rejection, and so hide an unhandled one.
 * `inspect` is the one function of Node.js that can look inside.
 */
export function stateOf(promise: Promise<unknown>): PromiseState {
	hideInternals(promise);
	const shown = inspect(promise, options);
	const [, mark, text = ''] = /^[^{]*\{\s*(?:<(pending|rejected)>)?\s*([\s\S]*?),?\s*\}$/.exec(shown) ?? [];
	if (mark === 'pending') {
		return {state: 'pending'};
	}

	return mark === 'rejected' ? {state: 'rejected', text, reason: reasonOf(promise, text)} : {state: 'fulfilled', text};
}

/** They would be printed after the value. Node.js itself does not mind whether they can be enumerated. */
function hideInternals(promise: Promise<unknown>) {
	for (const symbol of Object.getOwnPropertySymbols(promise)) {
		if (symbol.description !== undefined && internals.has(symbol.description)) {
			Object.defineProperty(promise, symbol, {enumerable: false});
		}
	}
}

/** The error itself; what is no error is known by its text alone. */
function reasonOf(promise: Promise<unknown>, text: string): unknown {
	return objectIn(promise, Error.prototype) ?? text;
}

/** The object in a settled promise, if it is of that kind, caught on its way through `inspect`. */
export function objectIn<Kind extends object>(promise: Promise<unknown>, prototype: Kind): Kind | undefined {
	let found: Kind | undefined;
	const own = Object.getOwnPropertyDescriptor(prototype, inspect.custom);
	Object.defineProperty(prototype, inspect.custom, {
		configurable: true,
		value(this: Kind) {
			found = this;
			return '';
		},
	});
	try {
		inspect(promise, {depth: 0});
	} finally {
		if (own) {
			Object.defineProperty(prototype, inspect.custom, own);
		} else {
			Reflect.deleteProperty(prototype, inspect.custom);
		}
	}

	return found;
}
