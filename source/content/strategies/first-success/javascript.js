export default async function firstSuccess(tasks) {
	const promises = tasks.map(task => task());
	return await Promise.any(promises);
}
