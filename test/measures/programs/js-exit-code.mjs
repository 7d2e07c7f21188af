// It comes to its end and says by its exit code that something was wrong. That is no break.
import {setTimeout as sleep} from 'node:timers/promises';

async function check(n) {
	await sleep(150);
	return n % 2 === 0;
}
const results = await Promise.all([check(1), check(2)]);
console.log(results);
if (results.includes(false)) process.exitCode = 1;
