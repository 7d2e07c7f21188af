export default async function race(tasks) {
	const promises = tasks.map(task => task());
	return await Promise.race(promises);
}
