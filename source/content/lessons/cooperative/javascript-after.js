import {setTimeout as sleep} from 'node:timers/promises';

let balance = 100;

async function pay(amount) {
	await sleep(amount * 6);
	const before = balance;
	balance = before - amount;
}

await Promise.all([pay(30), pay(50)]);
console.log('left:', balance);
