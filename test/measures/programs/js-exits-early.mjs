// It ends its process while another call is in flight: its exit code is the run's.
const sleep = ms => new Promise(r => setTimeout(r, ms));
async function other() {
	await sleep(1000);
}
async function main() {
	other();
	await sleep(100);
	process.exit(9);
}
await main();
