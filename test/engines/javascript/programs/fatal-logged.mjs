// Prints the stack of an error before it ends by that error: V8 then no longer knows the line that threw it.
async function load() {
	await null;
	throw new Error('not loaded');
}

await load().catch(error => {
	console.error(error);
	throw error;
});
