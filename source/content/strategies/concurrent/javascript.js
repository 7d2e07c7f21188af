export default async function concurrent(tasks) {
	const promises = tasks.map(task => task());
	return await Promise.all(promises);
}
