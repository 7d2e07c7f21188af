import {setTimeout as sleep} from 'node:timers/promises';

async function price() {
	await sleep(300);
	return 42;
}

function total(done) {
	price().then(value => done(value + 8));
	console.log('total has returned');
}

total(sum => console.log('total:', sum));
