/**
 * Gives a replacement the name and length of the original function, because programs can see them. Returns the
 * replacement.
 */
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
 * Replaces a method of one object, as a property that is not enumerable. An assignment would fail once the program has
 * frozen the prototype that the method comes from.
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
 * Calls `read` with an object when the program reads its method, which is just before the call. The method itself is
 * not wrapped, so the program's stacks contain no frame of ours. `below`: our getter, which the program has called.
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

	// Assigning the method works as before, on an instance and on the prototype.
	function set(this: Target, value: unknown) {
		Object.defineProperty(this, key, {...own, value});
	}

	Object.defineProperty(prototype, key, {configurable: true, enumerable: own.enumerable ?? false, get, set});
}
