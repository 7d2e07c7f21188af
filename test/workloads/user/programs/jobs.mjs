import {setTimeout as sleep} from 'node:timers/promises';

export async function readMail() {
	await sleep(120);
	return 3;
}

export async function readNews({signal} = {}) {
	await sleep(80, undefined, {signal});
	return ['one', 'two'];
}

export async function onlyHere() {
	await sleep(10);
}

export async function needsSomething(what) {
	await sleep(what);
}
