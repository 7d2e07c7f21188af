import {once} from 'node:events';
import {createServer} from 'node:http';

async function handle(_request, response) {
	spin(300); // no await
	response.end('hello');
}

async function ask(url) {
	return (await fetch(url)).text();
}

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

const server = createServer(handle).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = 'http://127.0.0.1:' + server.address().port;
await Promise.all([ask(url), ask(url), ask(url)]);
server.close();
