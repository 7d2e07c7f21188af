// The thread is held by code that is in no function, then in a callback, at least until the files exist that are given.
import {existsSync} from 'node:fs';

const [atTopLevel, inCallback] = process.argv.slice(2);
hold(60); // short
await null;
hold(800, atTopLevel); // long
setTimeout(() => {
	hold(600, inCallback); // callback
}, 10);

function hold(ms, file) {
	// So much of a processor also where others want it.
	const end = performance.now() + ms;
	const usage = process.threadCpuUsage ?? process.cpuUsage;
	const {user, system} = usage();
	const used = () => (usage().user + usage().system - user - system) / 1000;
	while (performance.now() < end || used() < ms || (file && !existsSync(file)));
}
