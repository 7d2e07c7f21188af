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

/**
 * Calls `read` with the object whose method is about to be called: when the program asks for it. Nothing is put around the method, so
 * no frame of ours is in the program's stacks. `below`: the function of ours that the program has called.
 */
export function watchReads<Target extends object>(
	prototype: Target,
	key: keyof Target & string,
	read: (object: Target, below: () => unknown) => void,
): void {
	const own = Object.getOwnPropertyDescriptor(prototype, key);
	if (!own?.configurable || !('value' in own)) {
		return;
	}

	function get(this: Target) {
		if (this !== prototype) {
			read(this, get);
		}

		return own?.value;
	}

	// To assign it is as it was: to an object of its own, or to the prototype.
	function set(this: Target, value: unknown) {
		Object.defineProperty(this, key, {...own, value});
	}

	Object.defineProperty(prototype, key, {configurable: true, enumerable: own.enumerable ?? false, get, set});
}
