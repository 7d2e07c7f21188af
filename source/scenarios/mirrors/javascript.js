const path = '/releases/latest';

export async function download(mirror, {signal}) {
	const reply = await fetch(`https://${mirror}.example.com${path}`, {signal});
	return await reply.json();
}
