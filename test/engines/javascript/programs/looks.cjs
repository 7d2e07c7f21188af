// Prints how what is replaced looks.
const {promisify} = require('node:util');
const children = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const timers = require('node:timers');
const sleeps = require('node:timers/promises');
const {Worker} = require('node:worker_threads');

const generator = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})()));
const places = [
	[globalThis, 'setTimeout setInterval setImmediate fetch'],
	[fs, 'close closeSync writeSync'],
	[timers, 'setTimeout setInterval setImmediate'],
	[sleeps, 'setTimeout setImmediate'],
	[children, 'execSync execFileSync spawnSync'],
	[require('node:crypto'), 'pbkdf2Sync scryptSync generateKeyPairSync'],
	[require('node:events'), 'once'],
	[require('node:module').prototype, '_compile'],
	[process, 'exit'],
	[Atomics, 'wait'],
	[AbortController.prototype, 'abort'],
	[Function.prototype, 'toString'],
	[children.ChildProcess.prototype, 'spawn'],
	[net.Server.prototype, 'listen'],
	[net.Socket.prototype, 'connect'],
	[generator, 'next return throw'],
	[{Worker, emit: process.emit}, 'Worker emit'],
];

const describe = property => {
	const {value, get, writable, enumerable, configurable} = property;
	return `${typeof value} ${typeof get} ${writable} ${enumerable} ${configurable}`;
};

for (const [object, names] of places) {
	for (const name of names.split(' ')) {
		const own = Object.getOwnPropertyDescriptor(object, name);
		const keys = Reflect.ownKeys(own.value);
		const properties = keys.map(key => [key, describe(Object.getOwnPropertyDescriptor(own.value, key))]);
		console.log(name, describe(own), own.value.name, own.value.length, properties);
		console.log(Function.prototype.toString.call(own.value), `${own.value}`.length);
	}
}

console.log(promisify(setTimeout) === sleeps.setTimeout, setTimeout === timers.setTimeout);
console.log(process.eventNames(), process.listenerCount('warning'), Object.hasOwn(process, 'emit'));
import('node:fs').then(({closeSync}) => console.log(closeSync === fs.closeSync));
