// rule: waits-for-itself (info)
// Each order takes one of two places of the limit, and its items need another one.
import {setTimeout as sleep} from 'node:timers/promises';

const queued = [];
let free = 2;

function limit(run) {
	return new Promise((resolve, reject) => {
		queued.push(() => run().then(resolve, reject));
		startNext();
	});
}

function startNext() {
	if (free === 0 || queued.length === 0) return;
	free--;
	queued
		.shift()()
		.finally(() => {
			free++;
			startNext();
		});
}

async function readItem(name) {
	await sleep(5);
	return name;
}

async function readOrder(number) {
	await sleep(5);
	return await limit(() => readItem(`item of ${number}`));
}

async function ping() {
	await sleep(5);
}

setInterval(ping, 500);
setTimeout(() => process.exit(), 4800);
await limit(() => readItem('alone'));
await Promise.all([1, 2, 3].map(async number => await limit(() => readOrder(number))));
