// It returns an object of 20,000 keys, which costs nothing; showing it must not be charged to the program.
import {setTimeout as sleep} from 'node:timers/promises';

const table = Object.fromEntries(Array.from({length: 20_000}, (_, n) => [`key${n}`, {n, text: 'x'.repeat(50)}]));
async function load() {
	await sleep(200);
	return table;
}
async function all() {
	return Promise.all([load(), load(), load()]);
}
console.log((await all()).length);
