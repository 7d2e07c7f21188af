export default async function asCompleted(tasks) {
	const results = [];
	for await (const result of inOrderOfCompletion(tasks.map(task => task()))) {
		results.push(result);
	}
	return results;
}

async function* inOrderOfCompletion(promises) {
	const arrivals = [];
	const slots = promises.map(() => new Promise(resolve => arrivals.push(resolve)));
	for (const promise of promises) {
		const arrive = () => arrivals.shift()(promise);
		promise.then(arrive, arrive);
	}
	Promise.allSettled(slots); // handles failures that are no longer awaited
	for (const slot of slots) {
		yield await slot;
	}
}
