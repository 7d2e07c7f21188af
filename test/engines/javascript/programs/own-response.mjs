import {createServer} from 'node:http';

// As @hono/node-server does: another class in its place, whose properties cannot be redefined.
const Original = globalThis.Response;
class Own {
	text() {
		return Promise.resolve('own');
	}
}
for (const name of ['body', 'bodyUsed']) Object.defineProperty(Own.prototype, name, {get: () => null});
Object.setPrototypeOf(Own, Original);
Object.defineProperty(globalThis, 'Response', {value: Own});

const server = createServer((_, response) => response.end('hello'));
await new Promise(done => server.listen(0, '127.0.0.1', done));
const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
console.log(
	response instanceof Original,
	await response.text(),
	globalThis.Response === Own,
	await new Response().text(),
);
server.close();
server.closeAllConnections();
