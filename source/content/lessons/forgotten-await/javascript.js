import {setTimeout as sleep} from 'node:timers/promises';

async function save() {
	await sleep(500);
	console.log('saved');
}

save(); // await is missing
console.log('good night');
