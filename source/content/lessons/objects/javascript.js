import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	console.log('f runs');
	await sleep(400);
	return 42;
}

const promise = f();
console.log(promise);
console.log(await promise);
console.log(await promise);
