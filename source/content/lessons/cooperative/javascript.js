let balance = 100;

async function pay(amount) {
	const before = balance;
	spin(amount * 6);
	balance = before - amount;
}

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await Promise.all([pay(30), pay(50)]);
console.log('left:', balance);
