// Deletes the methods of the language, but for those that Node.js itself calls. Prints which of them are back.
const {getOwnPropertyDescriptor} = Object;
const {apply, deleteProperty, ownKeys} = Reflect;
const later = setTimeout;
const own = [Array, Map, Set, WeakMap, WeakSet, WeakRef, String, RegExp, Number, Object, JSON, Math, Promise];
const needed = new Set([Array.prototype.pop, Object.prototype.hasOwnProperty]);
const {has} = Set.prototype;
const deleted = [];

function deleteMethodsOf(object) {
	const names = object ? ownKeys(object) : [];
	for (let index = 0; index < names.length; index++) {
		const name = names[index];
		const {value} = getOwnPropertyDescriptor(object, name);
		const isNeeded = apply(has, needed, [value]) || name === 'constructor';
		if (typeof value === 'function' && !isNeeded && deleteProperty(object, name)) {
			deleted[deleted.length] = {object, name};
		}
	}
}

for (let index = 0; index < own.length; index++) {
	deleteMethodsOf(own[index].prototype);
	deleteMethodsOf(own[index]);
}

async function load(number) {
	await new Promise(resolve => later(resolve, 5));
	return number;
}

async function fails() {
	await null;
	throw new TypeError('bad', {cause: new Error('why')});
}

async function* each() {
	yield 1;
	yield await load(2);
}

async function main() {
	let sum = await load(1);
	for await (const number of each()) {
		sum += number;
	}

	try {
		await fails();
	} catch ({message}) {
		process.stdout.write(`${message}\n`);
	}

	let back = '';
	for (let index = 0; index < deleted.length; index++) {
		const {object, name} = deleted[index];
		back += getOwnPropertyDescriptor(object, name) ? ` ${String(name)}` : '';
	}

	process.stdout.write(`${sum} of ${deleted.length > 200}, back:${back}\n`);
}

main();
