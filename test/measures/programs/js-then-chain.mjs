// A call and what `then` makes of its result are one wait.
const sleep = ms => new Promise(r => setTimeout(r, ms));
async function load(n) {
	await sleep(150);
	return {n};
}
async function main() {
	const a = await load(1).then(v => v.n);
	const b = await load(a + 1).then(v => v.n);
	const c = await load(b + 1).catch(() => 0);
	console.log(a, b, c);
}
await main();
