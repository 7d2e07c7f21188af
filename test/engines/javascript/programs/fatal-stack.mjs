// Ends by an error of a generator. Its cause is made when a timer is due, and the thread has been busy for so long that the runner has
// something to do in that turn of the loop as well.
function busy(ms) {
	const until = performance.now() + ms;
	while (performance.now() < until);
}

async function late() {
	await new Promise(resolve => {
		setTimeout(resolve, 5);
		busy(120);
	});
	return new Error('late');
}

async function* lines(cause) {
	if (cause) {
		throw new Error('no lines', {cause});
	}

	yield '';
}

for await (const line of lines(await late())) {
	process.stdout.write(line);
}
