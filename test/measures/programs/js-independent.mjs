// Two calls in turn, both results used afterwards, neither given to the other, nothing shared: started together it takes as long as the longer.
import {setTimeout as sleep} from 'node:timers/promises';

async function weather(city) {
	await sleep(300);
	return `${city}: sun`;
}
async function news(topic) {
	await sleep(400);
	return `${topic}: none`;
}
async function page() {
	const sky = await weather('Oslo');
	const lines = await news('sport');
	return `${sky}; ${lines}`;
}
console.log(await page());
