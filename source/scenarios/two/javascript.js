const api = 'https://api.example.com';

export async function fetchUserData(id, {signal}) {
	const reply = await fetch(`${api}/users/${id}`, {signal});
	return await reply.json();
}

export async function fetchSystemSettings({signal}) {
	const reply = await fetch(`${api}/settings`, {signal});
	return await reply.json();
}
