import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import Fastify from 'fastify';
import {measured} from './measured.js';

async function findUser(id) {
	await sleep(2);
	return {id};
}

async function findOrders(user) {
	await sleep(3);
	return [user.id];
}

const app = Fastify();
app.get('/users/:id', async ({params}) => {
	const user = await findUser(params.id);
	return {user, orders: await findOrders(user)};
});
await app.listen({port: 0, host: '127.0.0.1'});
const {port} = app.server.address();
const agent = new http.Agent({keepAlive: true, maxSockets: 20});

// Its clients use no promise but one each: what is measured is the server.
function client(requests) {
	return new Promise((resolve, reject) => {
		const next = left => {
			if (left === 0) {
				resolve();
				return;
			}
			http
				.get({port, agent, path: `/users/${left}`}, response => response.resume().once('end', () => next(left - 1)))
				.once('error', reject);
		};
		next(requests);
	});
}

await measured(share => Promise.all(Array.from({length: 20}, () => client(100 * share))));
agent.destroy();
await app.close();
