import {setImmediate as giveWay, setTimeout as sleep} from 'node:timers/promises';

async function count(name) {
	for (let n = 0; n < 4; n++) {
		spin(60);
		console.log(name + n);
		await giveWay();
	}
}

async function timer() {
	await sleep(10);
	console.log('timer');
}

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await Promise.all([timer(), count('A'), count('B')]);
