import {types} from 'node:util';

// Taken before the program can replace them. None of these functions runs code of the program, whatever the arguments.
const {getOwnPropertyDescriptor, getPrototypeOf} = Object;
const {isProxy, isNativeError} = types;
const {apply} = Reflect;

/** The most objects of a prototype chain that are visited. */
const maxChainLength = 16;

/** The getters of `DOMException`, whose name, message and code are not data properties. */
const exception = DOMException.prototype;
const exceptionGetters = new Map(
	['name', 'message', 'code'].map(key => [key, getOwnPropertyDescriptor(exception, key)?.get] as const),
);

/**
 * Reads a property without running code of the program. Undefined for accessors, and from the first Proxy in the
 * prototype chain on.
 */
export function readProperty(value: object, key: PropertyKey): unknown {
	return find(value, key)?.value;
}

/** Returns the value of a property. Undefined if no property can be read. */
function find(value: object, key: PropertyKey): {readonly value: unknown} | undefined {
	let at: object | null = value;
	for (let steps = 0; at !== null && steps < maxChainLength && !isProxy(at); steps++) {
		const property = getOwnPropertyDescriptor(at, key);
		if (property) {
			const known = at === exception ? exceptionGetters.get(key as string) : undefined;
			return known ? {value: tryGetter(known, value)} : 'value' in property ? {value: property.value} : undefined;
		}

		at = getPrototypeOf(at);
	}

	return undefined;
}

/** Reads a property. Undefined if its value is not a string. */
export function readText(value: object, key: PropertyKey): string | undefined {
	const found = readProperty(value, key);
	return typeof found === 'string' ? found : undefined;
}

/** Whether a prototype is in the chain of a value. `instanceof` could run code of the program. */
export function inherits(value: unknown, prototype: object): value is object {
	let at = isObject(value) ? value : null;
	for (let steps = 0; at !== null && steps < maxChainLength && !isProxy(at); steps++) {
		if (at === prototype) {
			return true;
		}

		at = getPrototypeOf(at);
	}

	return false;
}

/** Whether a value is an error of any class and realm. */
export function isError(value: unknown): value is object {
	return isObject(value) && !isProxy(value) && (isNativeError(value) || inherits(value, Error.prototype));
}

export function isObject(value: unknown): value is object {
	return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function tryGetter(getter: () => unknown, value: object): unknown {
	try {
		return apply(getter, value, []);
	} catch {
		// The value inherits from `DOMException` but is not one.
		return undefined;
	}
}
