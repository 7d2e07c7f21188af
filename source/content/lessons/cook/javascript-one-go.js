import {setTimeout as sleep} from 'node:timers/promises';

async function toast() {
	await sleep(600); // the toaster works: the hands are free
}

async function water() {
	await sleep(1000); // the kettle works: the hands are free
}

async function chop() {
	cut(800); // the hands are busy, and never look up
}

function cut(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await Promise.all([toast(), water(), chop()]);
