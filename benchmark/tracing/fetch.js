import http from 'node:http';
import {measured} from './measured.js';

const server = http.createServer((_, response) => response.end('ok'));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

async function client(requests) {
	for (let left = requests; left > 0; left--) {
		const response = await fetch(url);
		await response.text();
	}
}

await measured(share => Promise.all(Array.from({length: 20}, () => client(50 * share))));
server.closeAllConnections();
server.close();
