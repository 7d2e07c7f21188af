import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {openInspector} from '../../source/engines/attach/inspector.ts';

test('an inspector that closes between two questions does not leave one without an answer', {
	timeout: 10_000,
}, async t => {
	const server = createServer((_, response) => {
		const {port} = server.address() as AddressInfo;
		response.end(JSON.stringify([{webSocketDebuggerUrl: `ws://127.0.0.1:${port}/1`}]));
	});
	server.on('upgrade', (_, socket) => {
		socket.on('error', () => {});
		socket.resume();
		socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.after(() => server.close());
	const inspector = await openInspector((server.address() as AddressInfo).port);
	assert(inspector);
	for (let question = 0; question < 2; question++) {
		await assert.rejects(inspector.evaluate('1'), /the inspector has closed the connection/);
	}
});
