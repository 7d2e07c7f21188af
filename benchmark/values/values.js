const times = 2000;

const shapes = {
	nothing: () => undefined,
	object: size => Object.fromEntries(Array.from({length: size}, (_, n) => [`key${n}`, n])),
	list: size => Array.from({length: size}, (_, n) => n),
	text: size => 'x'.repeat(size),
	cycle: size => {
		const first = {};
		let last = first;
		for (let depth = 1; depth < size; depth++) {
			last.next = {depth, first, previous: last};
			last = last.next;
		}

		last.next = first;
		return first;
	},
	guarded: () => {
		const refuse = () => {
			throw new Error('inspected');
		};
		// Promises ask for a `then`.
		const get = (_, key) => (key === 'then' ? undefined : refuse());
		return new Proxy({}, {get, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse, getPrototypeOf: refuse});
	},
};

/** Awaits async calls that return the same value. */
export async function returning(shape, size) {
	const value = shapes[shape](size);
	for (let time = 0; time < times; time++) {
		await give(value);
	}
}

async function give(value) {
	return value;
}
