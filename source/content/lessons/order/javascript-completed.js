import {setTimeout as sleep} from 'node:timers/promises';

async function slow() {
	await sleep(700);
	return 'slow';
}

async function fast() {
	await sleep(300);
	return 'fast';
}

const show = result => console.log('got', result);
await Promise.all([slow().then(show), fast().then(show)]);
