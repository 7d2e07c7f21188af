// silent: a pool that is given back, a consumer that waits at two lines, and thousands that really wait for one promise.
import {setTimeout as sleep} from 'node:timers/promises';

const free = ['one'];
const waiting = [];
const acquire = () => (free.length > 0 ? Promise.resolve(free.pop()) : new Promise(resolve => waiting.push(resolve)));
async function query(ms) {
	const connection = await acquire();
	await sleep(ms);
	const next = waiting.shift();
	if (next) next(connection);
	else free.push(connection);
}

const messages = [];
let wake;
const receive = () =>
	messages.length > 0 ? Promise.resolve(messages.shift()) : new Promise(resolve => (wake = resolve));
async function read() {
	const hello = await receive();
	for (;;) console.log(hello, await receive());
}
void read();
setTimeout(() => wake('hello'), 20);

const ready = sleep(300);
const used = async n => {
	await Promise.race([ready, sleep(400)]);
	return n;
};
await Promise.all([...Array.from({length: 2500}, (_, n) => used(n)), query(1100), query(10)]);
process.exit();
