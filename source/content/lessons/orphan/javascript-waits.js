import {setTimeout as sleep} from 'node:timers/promises';

async function work() {
	await sleep(900);
	console.log('work is done');
}

async function main() {
	const promise = work();
	await sleep(300);
	await promise;
	console.log('main returns');
}

await main();
