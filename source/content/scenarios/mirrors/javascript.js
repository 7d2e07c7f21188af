export async function download(mirror, {signal}) {
	const url = `https://${mirror}.example.com/releases/latest`;
	const reply = await fetch(url, {signal});
	return await reply.json();
}
