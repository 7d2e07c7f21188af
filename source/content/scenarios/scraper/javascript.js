export async function page(number, {signal}) {
	const url = `https://shop.example.com/page/${number}`;
	const reply = await fetch(url, {signal});
	const html = await reply.text();
	return /<title>(.*)<\/title>/.exec(html)[1];
}
