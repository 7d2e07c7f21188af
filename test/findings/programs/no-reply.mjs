// rule: no-reply (info)
// A handler that forgets to answer one of two kinds of requests.
import http from 'node:http';

async function handle(request, response) {
	await null;
	if (request.url === '/answered') response.end('yes');
}
const server = http.createServer((request, response) => void handle(request, response));
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const ask = path =>
	fetch(`http://127.0.0.1:${server.address().port}${path}`, {signal: AbortSignal.timeout(2200)}).then(
		response => response.text(),
		error => error.name,
	);
console.log(await ask('/answered'), await ask('/forgotten'));
server.closeAllConnections();
server.close();
