export default async function allSettled(tasks) {
	const promises = tasks.map(task => task());
	return await Promise.allSettled(promises);
}
