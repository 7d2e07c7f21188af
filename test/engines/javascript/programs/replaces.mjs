// Puts its own in the place of what the language has. Whoever else calls it is heard.
import {setTimeout as sleep} from 'node:timers/promises';

const refuse = name => () => {
	throw new Error(`${name} was called`);
};

Array.prototype.push = refuse('push');
if (process.argv.includes('collections')) {
	for (const name of ['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef']) {
		globalThis[name] = refuse(name);
	}
}

async function load(number) {
	await sleep(5);
	return {number, list: [1, 2]};
}

async function fails() {
	await null;
	throw new TypeError('bad');
}

const [one, two] = await Promise.all([load(1), load(2)]);
process.stdout.write(`${one.number + two.number}\n`);
try {
	await fails();
} catch ({message}) {
	process.stdout.write(`${message}\n`);
}
