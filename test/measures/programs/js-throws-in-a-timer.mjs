// Nothing catches what a timer throws. It is said once, with its cause.
const sleep = ms => new Promise(r => setTimeout(r, ms));
async function worker() {
	await sleep(500);
	console.log('never');
}
setTimeout(() => {
	throw new RangeError('in the timer', {cause: new TypeError('why')});
}, 100);
await worker();
