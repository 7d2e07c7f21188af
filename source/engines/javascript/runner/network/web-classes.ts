// Taken before the program can replace them.
const {defineProperty, getOwnPropertyDescriptor: own} = Object;
const names = ['ReadableStream', 'ReadableStreamDefaultReader', 'Response'] as const;
const globals = Object.fromEntries(names.map(name => [name, own(globalThis, name)]));

/** Returns a class of the runtime, whatever a library has put in its place. Node loads it when it is asked for. */
export function webClass<Name extends (typeof names)[number]>(name: Name): (typeof globalThis)[Name] {
	const {get, value} = globals[name] ?? {};
	if (!get) {
		return value;
	}

	const present = own(globalThis, name);
	const found = get.call(globalThis);
	// The getter puts the class into the global variable, where the program may have put another one.
	if (present) {
		defineProperty(globalThis, name, present);
	}

	return found;
}
