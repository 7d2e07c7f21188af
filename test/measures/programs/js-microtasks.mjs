// It awaits only what is there already: for 0.6 s no timer gets its turn. The thread is taken all the time; nothing waits for the outside.
let ready = false;
setTimeout(() => {
	ready = true;
}, 100);
const began = performance.now();
async function poll() {
	while (!ready) {
		await null;
		if (performance.now() - began > 600) return 'gave up';
	}
	return 'ready';
}
console.log(await poll());
