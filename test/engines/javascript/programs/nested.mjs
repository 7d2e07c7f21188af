// Calls within calls, from callbacks too, and one that outlives its caller.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

async function step(ms) {
	await sleep(ms); // step
	return ms;
}

async function both() {
	setTimeout(() => step(10), 40); // by a timer
	return await Promise.all([step(20), step(30)]); // both
}

async function leaves() {
	step(80);
}

async function main() {
	await both(); // main
	await leaves();
}

console.log('first', process.argv[1] === import.meta.filename);
await main(); // top
console.log('last');
