// A server that is asked by its own program, in each way that a request can end.
import {channel} from 'node:diagnostics_channel';
import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';

const find = async path => {
	await sleep(2);
	return path;
};

async function handle(request, response) {
	if (request.url.startsWith('/users/')) {
		request.route = {path: '/users/:id'};
		response.end(await find(request.url));
	} else if (request.url === '/slow') {
		response.flushHeaders();
		setTimeout(() => response.end('late'), 300);
	} else if (request.url === '/posted') {
		request.resume().on('end', async () => response.writeHead(201).end(await find('posted')));
	} else if (request.url.startsWith('/fast/')) {
		// What fastify publishes when it calls a handler.
		const route = {url: '/fast/:name', method: 'GET'};
		channel('tracing:fastify.request.handler:start').publish({request: {raw: request}, route});
		response.end(await find('fast'));
	} else if (request.url === '/fails') {
		response.writeHead(503).end(await find('failed'));
	}
}

const server = http.createServer(handle);
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const ask = async (path, init) => (await fetch(`${url}${path}`, init)).text();
await Promise.all([ask('/users/1?token=x'), ask('/users/2')]);
await ask('/posted', {method: 'POST', body: 'x'});
await ask('/slow');
await ask('/fails');
await ask('/fast/ann');
await ask('/fast/bob');
await ask('/never', {signal: AbortSignal.timeout(100)}).catch(() => {});
server.closeAllConnections();
server.close();
