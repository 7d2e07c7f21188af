import {setTimeout as sleep} from 'node:timers/promises';

async function work() {
	await sleep(900);
	console.log('work is done');
}

async function main() {
	work();
	await sleep(300);
	console.log('main returns');
}

await main();
