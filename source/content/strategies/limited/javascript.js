export default async function limited(tasks, {limit}) {
	const queue = tasks.entries();
	const results = [];
	async function worker() {
		for (const [index, task] of queue) {
			results[index] = await task();
		}
	}
	await Promise.all(Array.from({length: limit}, worker));
	return results;
}
