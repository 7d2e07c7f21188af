// The thread is held by code that is in no function, then in a callback.
hold(60); // short
await null;
hold(400); // long
setTimeout(() => {
	hold(300); // callback
}, 10);

function hold(ms) {
	// So much of a processor also where others want it.
	const end = performance.now() + ms;
	const before = process.cpuUsage();
	const used = () => Object.values(process.cpuUsage(before)).reduce((sum, each) => sum + each) / 1000;
	while (performance.now() < end || used() < ms);
}
