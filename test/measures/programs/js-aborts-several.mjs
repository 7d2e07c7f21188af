// One controller aborts two calls; the third had ended.
const sleep = (ms, signal) =>
	new Promise((ok, no) => {
		const t = setTimeout(ok, ms);
		signal.addEventListener(
			'abort',
			() => {
				clearTimeout(t);
				no(signal.reason);
			},
			{once: true},
		);
	});
async function fetchOne(n, signal) {
	await sleep(100 * n, signal);
	return n;
}
async function main() {
	const c = new AbortController();
	setTimeout(() => c.abort(), 150);
	console.log((await Promise.allSettled([1, 2, 3].map(n => fetchOne(n, c.signal)))).map(r => r.status).join());
}
await main();
