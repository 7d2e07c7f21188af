// Others listen to promises as well.
import {AsyncLocalStorage, createHook} from 'node:async_hooks';
import {setTimeout as sleep} from 'node:timers/promises';
import {promiseHooks} from 'node:v8';

const storage = new AsyncLocalStorage();

async function before() {
	await sleep(2);
	return storage.getStore();
}

async function after() {
	await sleep(2);
	return before();
}

console.log(await storage.run('first', before));
createHook({init() {}, promiseResolve() {}}).enable();
console.log(await storage.run('second', after));
const stop = promiseHooks.createHook({init() {}, before() {}, after() {}, settled() {}});
console.log(await Promise.all([storage.run('third', after), before()]));
stop();
