import {setTimeout as sleep} from 'node:timers/promises';

async function save() {
	await sleep(300);
	throw new Error('disk full');
}

save(); // not awaited
await sleep(600);
console.log('good night');
