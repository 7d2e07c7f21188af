// Puts its own in the place of what the language has. Whoever else calls it is heard: by its name, or by an error.
import {setTimeout as sleep} from 'node:timers/promises';

const {apply, ownKeys} = Reflect;
const {defineProperty, getOwnPropertyDescriptor} = Object;
const called = new Set();
const {add} = Set.prototype;
let isListening = false;

function replace(object, title, name) {
	const own = getOwnPropertyDescriptor(object, name);
	if (typeof own?.value !== 'function' || !own.configurable || name === 'constructor') {
		return;
	}

	const value = function (...given) {
		if (isListening) {
			apply(add, called, [`${title}.${String(name)}`]);
		}

		return apply(own.value, this, given);
	};
	defineProperty(object, name, {...own, value});
}

for (const title of ['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'String', 'RegExp', 'Number', 'Object']) {
	const {[title]: builtIn} = globalThis;
	for (const object of [builtIn, builtIn.prototype]) {
		for (const name of ownKeys(object)) {
			replace(object, object === builtIn ? title : `${title}#`, name);
		}
	}
}

for (const title of ['JSON', 'Math', 'Reflect']) {
	for (const name of ownKeys(globalThis[title])) {
		replace(globalThis[title], title, name);
	}
}

async function load(number) {
	await sleep(5);
	return {number, list: [1, 2]};
}

async function fails() {
	await null;
	throw new TypeError('bad', {cause: new Error('why')});
}

async function spins() {
	for (let turn = 0; turn < 5000; turn++) {
		await null;
	}

	for (const end = performance.now() + 80; performance.now() < end; );
	await null;
}

async function* each() {
	yield 1;
	await new Promise(resolve => setTimeout(resolve, 60));
	yield 2;
}

async function main() {
	const all = await Promise.all([load(1), load(2)]);
	let sum = all[0].number + all[1].number;
	for await (const number of each()) {
		sum += number;
	}

	await spins();
	const controller = new AbortController();
	setTimeout(() => controller.abort(), 5);
	await sleep(1000, undefined, {signal: controller.signal}).catch(() => {});
	await fails().catch(({message}) => process.stdout.write(`${message}\n`));
	return sum;
}

const {push} = Array.prototype;
const refuse = name => () => {
	throw new Error(`${name} was called`);
};
const collections = {Map, Set, WeakMap, WeakSet, WeakRef};
for (const name of Object.keys(collections)) {
	globalThis[name] = refuse(name);
}

Array.prototype.push = refuse('push');
isListening = true;
const sum = await main();
isListening = false;
Array.prototype.push = push;
// What Node.js itself calls is left out.
called.delete('Array#.pop');
console.log(sum, [...called].join(' '));
