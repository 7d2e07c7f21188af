import {setTimeout as sleep} from 'node:timers/promises';

async function get(page) {
	await sleep(300);
	return page;
}

const pages = [1, 2, 3, 4, 5, 6];

async function worker() {
	while (pages.length > 0) {
		console.log('got', await get(pages.shift()));
	}
}

await Promise.all([worker(), worker()]);
