/** Gives a function that takes the place of another its name and length, which programs can see. */
export function withShapeOf<Watched extends object>(original: object, watched: Watched): Watched {
	for (const key of ['name', 'length'] as const) {
		const own = Object.getOwnPropertyDescriptor(original, key);
		if (own) {
			Object.defineProperty(watched, key, own);
		}
	}

	return watched;
}

/**
 * Replaces a method of one object, where programs do not list it. Assigning would fail once the program has frozen the prototype that
 * the method comes from.
 */
export function replaceMethod<Target extends object, Key extends keyof Target>(
	target: Target,
	key: Key,
	watched: Target[Key] & object,
): void {
	const original = target[key] as object | undefined;
	const value = original ? withShapeOf(original, watched) : watched;
	Object.defineProperty(target, key, {value, writable: true, configurable: true, enumerable: false});
}
