// rule: unread-body
// A client of undici without `fetch`, as packages have it: nothing reads the first body, and it blocks the connection.
import http from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';

const server = http.createServer((_request, response) => response.end('x'.repeat(2_000_000)));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
// Loads the undici of Node.js.
await fetch('data:,');
const [dispatcher] = ['2', '1'].flatMap(version => globalThis[Symbol.for(`undici.globalDispatcher.${version}`)] ?? []);
const {constructor: Client} = dispatcher;
const client = new Client({connections: 1});

function status(path) {
	return new Promise((resolve, reject) => {
		client.dispatch(
			{origin, path, method: 'GET'},
			{
				onConnect() {},
				onHeaders: statusCode => resolve(statusCode),
				onData: () => false,
				onComplete() {},
				onError: reject,
				// From undici 7 on.
				onRequestStart() {},
				onResponseStart: (_controller, statusCode) => resolve(statusCode),
				onResponseData: controller => controller.pause(),
				onResponseEnd() {},
				onResponseError: (_controller, error) => reject(error),
			},
		);
	});
}

async function check(paths) {
	for (const path of paths) {
		console.log(path, await status(path));
		await sleep(50);
	}
}
await check(['/a', '/b']);
