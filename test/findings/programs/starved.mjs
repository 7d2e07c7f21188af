// rule: starved
let ready = false;
// Processor time, so that the call has the thread for as long on a busy machine.
const used = () => process.cpuUsage().user / 1000;
const before = used();
setTimeout(() => (ready = true), 50);
async function poll() {
	while (!ready && used() - before < 1200) await null;
	return ready;
}
console.log(await poll());
