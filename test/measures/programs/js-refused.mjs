// Nobody listens at that port: the reason is in the cause of the error, and whoever reads the end needs it.
import {createServer} from 'node:net';

const port = await new Promise(done => {
	const server = createServer().listen(0, '127.0.0.1', () => {
		const {port} = server.address();
		server.close(() => done(port));
	});
});
async function load() {
	const reply = await fetch(`http://127.0.0.1:${port}/`);
	return reply.text();
}
async function main() {
	await new Promise(done => {
		setTimeout(done, 100);
	});
	return load();
}
await main();
