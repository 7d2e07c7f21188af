export default async function taskGroup(tasks) {
	const group = new AbortController();
	const promises = tasks.map(task => task({signal: group.signal}));
	try {
		return await Promise.all(promises);
	} catch (error) {
		group.abort(error);
		await Promise.allSettled(promises);
		throw error;
	}
}
