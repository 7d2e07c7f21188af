// The last call has ended after 0.1 s, but a timer keeps the program alive to 0.4 s: that is when it is over.
import {setTimeout as sleep} from 'node:timers/promises';

async function main() {
	await sleep(100);
}
setTimeout(() => console.log('the timer'), 400);
await main();
