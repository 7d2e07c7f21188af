import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	console.log('f begins');
	await sleep(600);
}

async function g() {
	console.log('g begins');
	await sleep(400);
}

const a = f();
const b = g();
console.log('called:', a);
await a;
await b;
