// rule: unhandled-rejection
import {setTimeout as sleep} from 'node:timers/promises';

async function save(n) {
	await sleep(20);
	if (n === 1) throw new Error('disk full');
}

async function saveAll() {
	[0, 1, 2].forEach(async n => {
		await save(n);
	});
	await sleep(5);
}

await saveAll();
