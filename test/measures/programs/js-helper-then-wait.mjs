// Each call waits for a timer and then for a helper that is done at once. The waits are 0.6 s in all and the longest call takes 0.3 s, as does the program.
import {setTimeout as sleep} from 'node:timers/promises';

async function parse(text) {
	return text;
}
async function load(tenths) {
	await sleep(100 * tenths);
	return parse(`row ${tenths}`);
}
console.log(await Promise.all([load(1), load(2), load(3)]));
