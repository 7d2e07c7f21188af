const api = 'https://api.example.com';

export const profile = ({signal}) => load('/profile', signal);
export const settings = ({signal}) => load('/settings', signal);
export const orders = ({signal}) => load('/orders', signal);
export const avatar = ({signal}) => load('/avatar', signal);
export const messages = ({signal}) => load('/messages', signal);

async function load(path, signal) {
	const reply = await fetch(api + path, {signal});
	return await reply.json();
}
