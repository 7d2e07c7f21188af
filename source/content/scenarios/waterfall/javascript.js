export async function reader(id, {signal}) {
	const user = await get(`/users/${id}`, signal);
	const post = await get(`/posts/${user.latestPost}`, signal);
	const comments = await get(`/posts/${post.id}/comments`, signal);
	return `${user.name}, comments: ${comments.length}`;
}

async function get(path, signal) {
	const url = `https://api.example.com${path}`;
	const reply = await fetch(url, {signal});
	return await reply.json();
}
