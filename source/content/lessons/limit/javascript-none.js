import {setTimeout as sleep} from 'node:timers/promises';

async function get(page) {
	await sleep(300);
	return page;
}

const pages = [1, 2, 3, 4, 5, 6];
console.log('got', await Promise.all(pages.map(get)));
