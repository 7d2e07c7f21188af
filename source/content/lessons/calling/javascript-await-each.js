import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	console.log('f begins');
	await sleep(600);
}

async function g() {
	console.log('g begins');
	await sleep(400);
}

await f();
await g();
