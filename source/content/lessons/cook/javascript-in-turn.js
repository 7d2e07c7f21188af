import {setImmediate as pause, setTimeout as sleep} from 'node:timers/promises';

async function toast() {
	await sleep(600); // the toaster works: the hands are free
}

async function water() {
	await sleep(1000); // the kettle works: the hands are free
}

async function chop() {
	const end = performance.now() + 400;
	while (performance.now() < end) {
		cut(20); // the hands are busy
		await pause(); // is anything else ready?
	}
}

function cut(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await toast();
await water();
await chop();
