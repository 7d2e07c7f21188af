export async function fetchUserData(id, {signal}) {
	const url = `https://api.example.com/users/${id}`;
	const reply = await fetch(url, {signal});
	return await reply.json();
}

export async function fetchSystemSettings({signal}) {
	const url = 'https://api.example.com/settings';
	const reply = await fetch(url, {signal});
	return await reply.json();
}
