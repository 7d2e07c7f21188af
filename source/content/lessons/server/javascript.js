import {once} from 'node:events';
import {createServer} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';

async function handle(_request, response) {
	await sleep(300); // as for a database
	response.end('hello');
}

async function ask(url) {
	return (await fetch(url)).text();
}

const server = createServer(handle).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = 'http://127.0.0.1:' + server.address().port;
await Promise.all([ask(url), ask(url), ask(url)]);
server.close();
