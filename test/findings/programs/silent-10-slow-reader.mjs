// silent
// A client of undici that reads the first body slowly: the second request waits for the connection, and gets it.
import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';

const server = http.createServer((_request, response) => response.end('x'.repeat(600_000)));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
// Loads the undici of Node.js.
await fetch('data:,');
const {constructor: Client} = globalThis[Symbol.for('undici.globalDispatcher.1')];
const client = new Client({connections: 1});

function read(path) {
	return new Promise((resolve, reject) => {
		let size = 0;
		let resume;
		client.dispatch(
			{origin, path, method: 'GET'},
			{
				onConnect() {},
				onHeaders(_status, _headers, more) {
					resume = more;
					return true;
				},
				onData(chunk) {
					size += chunk.length;
					sleep(path === '/a' ? 400 : 1).then(resume);
					return false;
				},
				onComplete: () => resolve(size),
				onError: reject,
			},
		);
	});
}

console.log(await Promise.all([read('/a'), read('/b')]));
await client.close();
server.close();
