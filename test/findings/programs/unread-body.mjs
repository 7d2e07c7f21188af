// rule: unread-body
// A monitor that looks at the status of responses only: each keeps its connection, until the pool has none left.
import http from 'node:http';

const server = http.createServer((request, response) => response.end(request.url));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const agent = new http.Agent({maxSockets: 2, keepAlive: true});
const {port} = server.address();
const status = (path, method = 'GET') =>
	new Promise((resolve, reject) => {
		http
			.request({port, path, method, agent}, ({statusCode}) => resolve(statusCode))
			.on('error', reject)
			.end();
	});

async function check(paths) {
	for (const path of paths) console.log(path, await status(path, path === '/b' ? 'HEAD' : 'GET'));
}
await check(['/a', '/b', '/c', '/d']);
