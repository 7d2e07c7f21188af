async function sleeps(ms) {
	await new Promise(resolve => setTimeout(resolve, ms));
}

const start = performance.now();
for (let turn = 0; turn < 5; turn++) {
	await Promise.all([sleeps(100), sleeps(80)]);
}
console.log(performance.now() - start);
