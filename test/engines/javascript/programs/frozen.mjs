// Freezes what the language and the runtime are made of, and then does a bit of everything.
import {execFile} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import {Worker} from 'node:worker_threads';

const generator = Object.getPrototypeOf(async function* () {});
for (const each of [
	...[Object, Function, Array, Error, TypeError, Promise, Map, WeakMap, AbortController, AbortSignal, EventTarget],
	...[Response, Request, Headers, ReadableStream, String, RegExp],
]) {
	Object.freeze(each);
	Object.freeze(each.prototype);
}

for (const each of [Reflect, JSON, Math, Atomics, generator, generator.prototype]) {
	Object.freeze(each);
}

async function one(n) {
	await sleep(2);
	return {n};
}

async function* several() {
	yield 1;
	yield await one(2);
}

async function fails() {
	await sleep(1);
	throw new TypeError('as it should');
}

console.log(await one(1));
for await (const each of several()) {
	console.log(each);
}

console.log(await fails().catch(error => error.message));
const answer = (_, response) => response.writeHead(200, {connection: 'close'}).end('ok');
const server = http.createServer(answer).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;
console.log(await new Response('a body').text());
const [response] = await once(http.get(url), 'response');
console.log((await response.toArray()).join(''));
server.close();
const controller = new AbortController();
setTimeout(() => controller.abort(), 2);
console.log((await once(controller.signal, 'abort')).length, controller.signal.reason.name);
const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1)', {eval: true});
console.log(await once(worker, 'message'));
await worker.terminate();
console.log((await promisify(execFile)(process.execPath, ['-p', '1 + 1'])).stdout);
