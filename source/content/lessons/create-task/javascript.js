import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	console.log('f begins');
	await sleep(400);
}

console.log('before the call');
const promise = f();
console.log('after the call');
await promise;
