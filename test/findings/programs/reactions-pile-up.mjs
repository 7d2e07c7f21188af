// rule: reactions-pile-up
// Each message is raced against a promise that stays pending, and leaves a reaction on it.
import {setTimeout as sleep} from 'node:timers/promises';

const stop = new Promise(() => {});
for (let n = 0; n < 2500; n++) {
	await Promise.race([stop, Promise.resolve(n)]);
	if (n % 500 === 0) await sleep(50);
}
