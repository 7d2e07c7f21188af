// Calls itself until the stack is full, and goes on.
async function endless(n) {
	return endless(n + 1);
}

async function fine(n) {
	await null;
	return n;
}

console.log(await endless(0).catch(error => error.name));
console.log(await fine(3));
