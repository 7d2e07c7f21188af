// A failure caused by a group: the first one is named, with its status.
const sleep = (ms, signal) =>
	new Promise((r, j) => {
		const t = setTimeout(r, ms);
		signal?.addEventListener('abort', () => {
			clearTimeout(t);
			j(signal.reason);
		});
	});
async function limited() {
	await sleep(1000, AbortSignal.timeout(100));
}
async function status() {
	await sleep(10);
	throw Object.assign(new Error('Service Unavailable'), {status: 503});
}
async function main() {
	try {
		await Promise.any([status(), limited()]);
	} catch (e) {
		throw new Error('all failed', {cause: e});
	}
}
await main();
