// Returns and throws values that notice when they are touched. It prints how often that was: never.
const touched = [];
const touch = what => {
	touched.push(what);
	throw new Error(`${what} was touched`);
};

const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'apply'];
const trap = new Proxy(() => {}, Object.fromEntries(traps.map(name => [name, () => touch(name)])));

class Touchy {
	get field() {
		return touch('a getter');
	}

	toJSON() {
		touch('toJSON');
	}

	toString() {
		touch('toString');
	}

	get [Symbol.toStringTag]() {
		return touch('toStringTag');
	}

	[Symbol.for('nodejs.util.inspect.custom')]() {
		touch('inspect');
	}

	static [Symbol.hasInstance]() {
		return touch('hasInstance');
	}
}

class TouchyError extends Error {
	get name() {
		return touch('name');
	}

	get message() {
		return touch('message');
	}

	get cause() {
		return touch('cause');
	}
}

const wide = Object.fromEntries(Array.from({length: 20_000}, (_, n) => [`key${n}`, n]));
const circular = {};
circular.self = circular;
const values = [
	new Touchy(),
	{within: {deeper: new Touchy()}},
	[trap],
	new TouchyError('x'),
	Object.assign(new Error('x'), {name: trap, code: trap}),
	Object.setPrototypeOf(new Error('x'), null),
	new Error('x', {cause: new TouchyError('y')}),
	new AggregateError([new Touchy()], 'several'),
	Object.create(null),
	{constructor: trap},
	Object.freeze({a: 1}),
	circular,
	wide,
	Array.from({length: 1_000_000}, (_, n) => n),
	'x'.repeat(10_000_000),
	2n ** 20_000n,
	Buffer.alloc(10_000_000),
	globalThis,
	undefined,
];

for (const value of values) {
	const returns = async () => value;
	const throws = async () => {
		await null;
		throw value;
	};
	const caught = await throws().catch(error => error);
	console.log((await returns()) === value, caught === value);
}

Error.prepareStackTrace = () => touch('prepareStackTrace');
await (async () => {
	throw new Error('formatted by the program');
})().catch(() => {});
console.log(touched);
