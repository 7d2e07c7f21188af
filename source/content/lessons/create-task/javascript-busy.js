import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	console.log('f begins');
	await sleep(400);
}

console.log('before the call');
const promise = f();
console.log('after the call');
spin(400); // no await: f has started anyway
console.log('await');
await promise;

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}
