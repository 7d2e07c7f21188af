import {setTimeout as sleep} from 'node:timers/promises';

async function save() {
	await sleep(300);
	throw new Error('disk full');
}

save(); // nobody hears of its end
await sleep(600);
console.log('good night');
