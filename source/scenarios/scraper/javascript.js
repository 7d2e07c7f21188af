const site = 'https://shop.example.com';

export async function page(number, {signal}) {
	const reply = await fetch(`${site}/page/${number}`, {signal});
	const html = await reply.text();
	return /<title>(.*)<\/title>/.exec(html)[1];
}
