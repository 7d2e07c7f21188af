import {inspect} from 'node:util';

/** What a promise holds. `value` is the object itself, untouched; a value that is no object is known by its `text` alone. */
export type PromiseState = {
	readonly state: 'pending' | 'fulfilled' | 'rejected';
	readonly value?: object | undefined;
	readonly text?: string | undefined;
};

/** The working state of `inspect`, which is `this` in `stylize`. */
type Work = {seen: object};

const stopped = {};
const stop = () => {
	throw stopped;
};

let wanted: Promise<unknown> | undefined;
let isBrief = false;
let mark: string | undefined;
let value: object | undefined;
let text: string | undefined;
/** A hole, which makes `inspect` call `stylize` first, and a promise. */
const holder: unknown[] = [];

/**
 * Takes the place of the list of objects that `inspect` is printing. It claims that all but the promise are in it: so `inspect` prints
 * "circular" and looks no further, and the value is in our hands. What comes after the value are properties of the promise itself.
 */
const seen = {
	includes(found: object): boolean {
		if (found === wanted || found === holder) {
			return false;
		}

		if (text === undefined) {
			value ??= found;
		}

		return true;
	},
	push() {},
	pop() {},
};

function stylize(this: Work | undefined, shown: string, kind: string): string {
	if (kind === 'special') {
		if (shown === '<pending>' || shown === '<rejected>') {
			mark ??= shown;
		} else if (value === undefined) {
			// A Proxy that was revoked.
			text ??= shown;
		}
	} else if (this?.seen && this.seen !== seen) {
		this.seen = seen;
		if (isBrief) {
			// Read for numbers alone, before they are made text.
			Object.defineProperty(this, 'numericSeparator', {get: stop});
		}
	} else if (value === undefined) {
		text ??= shown;
	}

	return '';
}

/** All of them: a program can set its own defaults. */
const options = {
	showHidden: false,
	depth: 3,
	colors: false,
	customInspect: false,
	showProxy: false,
	maxArrayLength: 5,
	maxStringLength: 200,
	breakLength: Number.POSITIVE_INFINITY,
	compact: 3,
	sorted: false,
	getters: false,
	numericSeparator: false,
	stylize,
};

function lookInside(promise: Promise<unknown>, brief = false): PromiseState {
	wanted = promise;
	isBrief = brief;
	holder[1] = promise;
	try {
		inspect(holder, options);
		return {state: mark === '<pending>' ? 'pending' : mark === '<rejected>' ? 'rejected' : 'fulfilled', value, text};
	} catch (error) {
		if (error !== stopped) {
			throw error;
		}

		return {state: 'fulfilled', text: '…'};
	} finally {
		holder.length = 0;
		wanted = undefined;
		mark = undefined;
		value = undefined;
		text = undefined;
	}
}

/** Only the state, without what `lookInside` takes for granted of `inspect`. */
function lookAt(promise: Promise<unknown>): PromiseState {
	let state: PromiseState['state'] = 'fulfilled';
	const note = (shown: string) => {
		state = shown === '<pending>' ? 'pending' : shown === '<rejected>' ? 'rejected' : state;
		return '';
	};
	inspect(promise, {...options, depth: 0, stylize: note} as object);
	return {state};
}

function canLookInside(): boolean {
	const object = {
		get touched(): never {
			throw new Error('it was touched');
		},
	};
	const rejection = Promise.reject(object);
	rejection.catch(() => {});
	try {
		const [pending, fulfilled, primitive, rejected] = [
			new Promise(() => {}),
			Promise.resolve(object),
			Promise.resolve('text'),
			rejection,
		].map(promise => lookInside(promise));
		return (
			pending?.state === 'pending' &&
			fulfilled?.state === 'fulfilled' &&
			fulfilled.value === object &&
			primitive?.text === "'text'" &&
			rejected?.state === 'rejected' &&
			rejected.value === object
		);
	} catch {
		return false;
	}
}

/**
 * Reads a promise without touching it or what it holds: `then` would count as a listener, and so hide an unhandled rejection. `inspect` is
 * the one function of Node.js that looks into promises; it is kept from looking any further. Takes 1 or 2 µs, whatever the value, but
 * for a number of many digits: `brief` leaves numbers out.
 */
export const stateOf: (promise: Promise<unknown>, brief?: boolean) => PromiseState = canLookInside()
	? lookInside
	: lookAt;
