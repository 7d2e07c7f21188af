const {setTimeout: sleep} = require('node:timers/promises');

async function query() {
	await sleep(400);
	return 'Ada';
}

function user() {
	return 'user ' + await query();
}

function page() {
	return 'page of ' + user();
}

console.log(page());
