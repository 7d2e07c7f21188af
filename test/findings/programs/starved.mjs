// rule: starved
let ready = false;
const began = Date.now();
setTimeout(() => (ready = true), 50);
async function poll() {
	while (!ready && Date.now() - began < 1200) await null;
	return ready;
}
console.log(await poll());
