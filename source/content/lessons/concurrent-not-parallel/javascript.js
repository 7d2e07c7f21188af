async function one() {
	return work(amount);
}

async function alone() {
	await Promise.all([one()]);
}

async function both() {
	await Promise.all([one(), one()]);
}

function work(steps) {
	let x = 1;
	for (let step = 0; step < steps; step++) x = (x * 48271) % 2147483647;
	return x;
}

function timed(steps) {
	const start = process.cpuUsage();
	work(steps);
	return process.cpuUsage(start).user / 1000;
}

let amount = 100_000;
while (timed(amount) < 50) amount *= 2;

await alone();
await both();
