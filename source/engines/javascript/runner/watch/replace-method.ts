import {apply} from '../built-ins.ts';

// Taken before the program can replace them.
const {defineProperty, getOwnPropertyDescriptor} = Object;
const {ownKeys} = Reflect;
const {get} = WeakMap.prototype;
const {toString: toText} = Function.prototype;

const originals = new WeakMap<object, object>();

/**
 * Gives a replacement everything that a program can see of the original function: its own properties and its text.
 * Returns the replacement, which should be an arrow function or a method, without properties of its own.
 */
export function withShapeOf<Watched extends object>(original: object, watched: Watched): Watched {
	for (const key of ownKeys(original)) {
		defineProperty(watched, key, getOwnPropertyDescriptor(original, key) as PropertyDescriptor);
	}

	return withTextOf(original, watched);
}

/** Gives a replacement the text of the original function. Returns the replacement. */
export function withTextOf<Watched extends object>(original: object, watched: Watched): Watched {
	originals.set(watched, original);
	return watched;
}

/** Makes `Function.prototype.toString` return the texts of the originals of our replacements. */
export function hideOwnTexts(): void {
	const {watched} = {
		watched(this: object) {
			return apply(toText, apply(get, originals, [this]) ?? this, []);
		},
	};
	replaceMethod(Function.prototype, 'toString', watched);
}

/**
 * Replaces a method of an object. An inherited method becomes a property that is not enumerable. An assignment would
 * fail once the program has frozen the prototype that the method comes from.
 */
export function replaceMethod<Target extends object, Key extends keyof Target>(
	target: Target,
	key: Key,
	watched: Target[Key] & object,
): void {
	const original = target[key] as object | undefined;
	const value = original ? withShapeOf(original, watched) : watched;
	const {enumerable = false} = getOwnPropertyDescriptor(target, key) ?? {};
	defineProperty(target, key, {value, writable: true, configurable: true, enumerable});
}
