import {setImmediate as giveWay, setTimeout as sleep} from 'node:timers/promises';

async function ping() {
	await sleep(200);
}

async function compute() {
	for (let done = 0; done < 600; done += 10) {
		spin(10);
		await giveWay();
	}
}

async function pong() {
	await sleep(200);
}

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await Promise.all([ping(), compute(), pong()]);
