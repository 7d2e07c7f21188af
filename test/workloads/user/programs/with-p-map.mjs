import {setTimeout as sleep} from 'node:timers/promises';
import pMap from 'p-map';

async function square(number) {
	await sleep(200);
	return number ** 2;
}

const begun = performance.now();
const squares = await pMap([1, 2, 3, 4, 5], square, {concurrency: 2});
console.log(squares.join(' '), performance.now() - begun);
