import {setTimeout as sleep} from 'node:timers/promises';

async function good() {
	await sleep(900);
	console.log('good is done');
}

async function bad() {
	await sleep(300);
	throw new Error('bad broke');
}

try {
	await Promise.all([good(), bad()]);
} catch (error) {
	console.log('caught:', error.message);
}
await sleep(700); // other work
