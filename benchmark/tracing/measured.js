const usage = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process);

/** Runs a function once to warm up, then again, and prints the processor time of the thread in ms. */
export async function measured(run) {
	await run(0.2);
	const before = usage();
	await run(1);
	const {user, system} = usage(before);
	process.stdout.write(`CPU ${(user + system) / 1000}\n`);
}
