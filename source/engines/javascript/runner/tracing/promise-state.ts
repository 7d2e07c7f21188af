import {inspect} from 'node:util';

/** What a promise holds. `value` is the object itself, untouched. A primitive value is only available as `text`. */
export type PromiseState = {
	readonly state: 'pending' | 'fulfilled' | 'rejected';
	readonly value?: object | undefined;
	readonly text?: string | undefined;
};

/** The internal state of `inspect`, which is `this` in `stylize`. */
type Work = {seen: object};

const stopped = {};
const stop = () => {
	throw stopped;
};

let wanted: Promise<unknown> | undefined;
let isBrief = false;
let stateText: string | undefined;
let value: object | undefined;
let text: string | undefined;
/** `undefined`, which makes `inspect` call `stylize` first, and then the promise. */
const holder: [undefined, Promise<unknown> | undefined] = [undefined, undefined];

/**
 * Replaces the list of the objects that `inspect` is printing. This list claims to contain every object except the
 * promise. So `inspect` prints "circular" and stops there, and the value is passed to `includes`. Objects after the
 * first one are properties of the promise itself.
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
			stateText ??= shown;
		} else if (value === undefined) {
			// A Proxy that was revoked.
			text ??= shown;
		}
	} else if (this?.seen && this.seen !== seen) {
		this.seen = seen;
		if (isBrief) {
			// Only read for numbers, before `inspect` formats them.
			Object.defineProperty(this, 'numericSeparator', {get: stop});
		}
	} else if (value === undefined) {
		text ??= shown;
	}

	return '';
}

/** Sets all options, since a program can change the defaults of `inspect`. */
const options = {
	showHidden: false,
	depth: 3,
	colors: false,
	customInspect: false,
	showProxy: false,
	maxArrayLength: 5,
	maxStringLength: 200,
	breakLength: Number.POSITIVE_INFINITY,
	compact: true,
	sorted: false,
	getters: false,
	numericSeparator: false,
	stylize,
};

function readStateAndValue(promise: Promise<unknown>, brief = false): PromiseState {
	wanted = promise;
	isBrief = brief;
	holder[1] = promise;
	try {
		inspect(holder, options);
		return {
			state: stateText === '<pending>' ? 'pending' : stateText === '<rejected>' ? 'rejected' : 'fulfilled',
			value,
			text,
		};
	} catch (error) {
		if (error !== stopped) {
			throw error;
		}

		return {state: 'fulfilled', text: '…'};
	} finally {
		holder[1] = undefined;
		wanted = undefined;
		stateText = undefined;
		value = undefined;
		text = undefined;
	}
}

/** Reads only the state. Unlike `readStateAndValue`, does not depend on the internals of `inspect`. */
function readState(promise: Promise<unknown>): PromiseState {
	let state: PromiseState['state'] = 'fulfilled';
	const note = (shown: string) => {
		state = shown === '<pending>' ? 'pending' : shown === '<rejected>' ? 'rejected' : state;
		return '';
	};
	inspect(promise, {...options, depth: 0, stylize: note} as object);
	return {state};
}

function canReadValue(): boolean {
	const object = {
		get touched(): never {
			throw new Error('it was touched');
		},
	};
	// No rejected one: handling it takes a reaction, which a promise hook of the program would see.
	try {
		const [pending, fulfilled, primitive] = [
			new Promise(() => {}),
			Promise.resolve(object),
			Promise.resolve('text'),
		].map(promise => readStateAndValue(promise));
		return (
			pending?.state === 'pending' &&
			fulfilled?.state === 'fulfilled' &&
			fulfilled.value === object &&
			primitive?.text === "'text'"
		);
	} catch {
		return false;
	}
}

/**
 * Reads a promise without touching the promise or its value. A call of `then` would count as a listener, and so hide an
 * unhandled rejection. `inspect` is the only function of Node.js that reads promises; here it is prevented from reading
 * further. Takes 1 to 2 µs for any value except numbers with many digits; `brief` skips numbers.
 */
export const stateOf: (promise: Promise<unknown>, brief?: boolean) => PromiseState = canReadValue()
	? readStateAndValue
	: readState;
