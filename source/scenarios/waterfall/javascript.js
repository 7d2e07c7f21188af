const api = 'https://api.example.com';

export async function reader(id, {signal}) {
	const user = await get(`/users/${id}`, signal);
	const post = await get(`/posts/${user.latestPost}`, signal);
	const comments = await get(`/posts/${post.id}/comments`, signal);
	return `${user.name}: ${comments.length} comments`;
}

async function get(path, signal) {
	const reply = await fetch(api + path, {signal});
	return await reply.json();
}
