import {setTimeout as sleep} from 'node:timers/promises';

let balance = 100;

async function pay(amount) {
	const before = balance;
	await sleep(amount * 6);
	balance = before - amount;
}

await Promise.all([pay(30), pay(50)]);
console.log('left:', balance);
