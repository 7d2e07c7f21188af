import {measured} from './measured.js';

async function* numbers(count) {
	for (let number = 0; number < count; number++) yield number;
}

await measured(async share => {
	let sum = 0;
	for await (const number of numbers(50_000 * share)) sum += number;
	return sum;
});
