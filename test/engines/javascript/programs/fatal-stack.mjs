// Ends by an error in the first step of a generator: its stack has the call of `next`.
async function* lines(text) {
	if (text === undefined) {
		throw new Error('no lines');
	}

	yield* text.split('\n');
}

for await (const line of lines()) {
	process.stdout.write(line);
}
