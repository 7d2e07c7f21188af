// A call that only gets callbacks is not what its caller waits for, unless they may resolve what the caller constructed.
import {EventEmitter} from 'node:events';

const emitter = new EventEmitter();

async function load() {
	await new Promise(resolve => setTimeout(resolve, 30));
}

async function floating() {
	load().then(() => {});
	load().finally(() => {});
	setTimeout(() => emitter.emit('ready'), 5);
	await new Promise(resolve => emitter.once('ready', resolve));
}

async function derived() {
	const result = load().then(() => {});
	setTimeout(() => emitter.emit('ready'), 5);
	await Promise.all([result, new Promise(resolve => emitter.once('ready', resolve))]);
}

async function handedOver() {
	await new Promise(resolve => load().then(resolve));
}

async function deferred() {
	let resolve;
	const promise = new Promise(given => {
		resolve = given;
	});
	load().then(() => resolve());
	await promise;
}

async function twoTimers() {
	await new Promise(resolve => {
		setTimeout(resolve, 10);
		setTimeout(resolve, 5);
	});
}

async function constructed() {
	// biome-ignore lint/suspicious/noAsyncPromiseExecutor: programs do this.
	await new Promise(async function executor(resolve) {
		await load();
		resolve();
	});
}

for (const each of [floating, derived, handedOver, deferred, twoTimers, constructed]) {
	await each();
}
