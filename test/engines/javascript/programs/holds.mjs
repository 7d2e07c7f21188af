// The thread is held by code that is in no function, then in a callback.
hold(60); // short
await null;
hold(800); // long
setTimeout(() => {
	hold(600); // callback
}, 10);

function hold(ms) {
	// So much of a processor also where others want it.
	const end = performance.now() + ms;
	const usage = process.threadCpuUsage ?? process.cpuUsage;
	const {user, system} = usage();
	const used = () => (usage().user + usage().system - user - system) / 1000;
	while (performance.now() < end || used() < ms);
}
