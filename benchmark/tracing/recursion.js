import {measured} from './measured.js';

async function fibonacci(n) {
	return n < 2 ? n : (await fibonacci(n - 1)) + (await fibonacci(n - 2));
}

await measured(share => fibonacci(share < 1 ? 13 : 17));
