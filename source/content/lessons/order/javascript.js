import {setTimeout as sleep} from 'node:timers/promises';

async function slow() {
	await sleep(700);
	console.log('slow is done');
	return 'slow';
}

async function fast() {
	await sleep(300);
	console.log('fast is done');
	return 'fast';
}

console.log(await Promise.all([slow(), fast()]));
