const {setTimeout: sleep} = require('node:timers/promises');

async function query() {
	await sleep(400);
	return 'Ada';
}

function user() {
	return query();
}

async function page() {
	return 'page of ' + (await user());
}

async function main() {
	console.log(await page());
}

main();
