// Nothing is left that could settle it: Node.js ends with 13.
async function never() {
	await new Promise(() => {});
}
await never();
