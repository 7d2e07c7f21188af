// rule: not-given-back
// Queries that fail keep their connection of a pool of two; a timer keeps the process alive.
const free = ['one', 'two'];
const waiting = [];
const acquire = () => (free.length > 0 ? Promise.resolve(free.pop()) : new Promise(resolve => waiting.push(resolve)));

async function query(n) {
	const connection = await acquire();
	await new Promise(resolve => setTimeout(resolve, 5));
	if (n % 3 === 2) throw new Error('bad row');
	const next = waiting.shift();
	if (next) next(connection);
	else free.push(connection);
}

setTimeout(() => process.exit(), 2000);
await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7, 8].map(query));
