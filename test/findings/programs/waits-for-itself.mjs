// rule: waits-for-itself (info)
// Each transfer holds a connection of a pool of two, and its audit needs another one.
const free = ['one', 'two'];
const waiting = [];

async function acquire() {
	return free.pop() ?? new Promise(resolve => waiting.push(resolve));
}

async function withConnection(use) {
	const connection = await acquire();
	try {
		return await use(connection);
	} finally {
		const next = waiting.shift();
		if (next) next(connection);
		else free.push(connection);
	}
}

const audit = () => withConnection(async () => 'audited');
const transfer = () => withConnection(async () => audit());
await withConnection(async () => 'alone');
setTimeout(() => process.exit(), 1500);
await Promise.all([transfer(), transfer(), transfer()]);
