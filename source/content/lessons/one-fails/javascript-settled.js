import {setTimeout as sleep} from 'node:timers/promises';

async function good() {
	await sleep(900);
	return 'good';
}

async function bad() {
	await sleep(300);
	throw new Error('bad broke');
}

for (const result of await Promise.allSettled([good(), bad()])) {
	console.log(result.status, result.value ?? result.reason.message);
}
