import {setTimeout as sleep} from 'node:timers/promises';

async function slow() {
	await sleep(400);
	return 'slow';
}

async function bad() {
	await sleep(200);
	throw new Error('bad broke');
}

const [one, two] = [slow(), bad()];
try {
	console.log(await one); // two is not awaited yet
	console.log(await two);
} catch (error) {
	console.log('caught:', error.message);
}
console.log('good night');
