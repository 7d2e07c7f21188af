// The caller ends after 0.1 s, but somebody hears both of its calls: one by `then`, one by `catch`.
import {setTimeout as sleep} from 'node:timers/promises';

async function load() {
	await sleep(250);
	return 'data';
}
async function fail() {
	await sleep(350);
	throw new Error('boom');
}
async function main() {
	load().then(data => console.log('used', data));
	fail().catch(error => console.log('handled', error.message));
	await sleep(100);
}
await main();
