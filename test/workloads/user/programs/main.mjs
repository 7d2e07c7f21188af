import {setTimeout as sleep} from 'node:timers/promises';

async function greet(name) {
	await sleep(50);
	return `Hello, ${name}!`;
}

process.stdout.write(`${await greet(process.argv[2] ?? 'world')}\n`);
