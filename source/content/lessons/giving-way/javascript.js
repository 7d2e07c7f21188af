import {setTimeout as sleep} from 'node:timers/promises';

const done = Promise.resolve('here already');

async function count(name) {
	for (let n = 0; n < 4; n++) {
		spin(60);
		console.log(name + n);
		await done;
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
