export const profile = ({signal}) => load('/profile', signal);
export const settings = ({signal}) => load('/settings', signal);
export const orders = ({signal}) => load('/orders', signal);
export const avatar = ({signal}) => load('/avatar', signal);
export const messages = ({signal}) => load('/messages', signal);

async function load(path, signal) {
	const url = `https://api.example.com${path}`;
	const reply = await fetch(url, {signal});
	return await reply.json();
}
