import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, statSync} from 'node:fs';
import {connect} from 'node:net';
import {dirname} from 'node:path';
import {test} from 'node:test';
import type {Connection} from '../../../../source/engines/host/command/channel-server.ts';
import {channelPath, createChannelServer} from '../../../../source/engines/host/command/channel-server.ts';

const hello = (token: string) =>
	`${JSON.stringify({type: 'hello', token, pid: 1, parent: 0, thread: 0, language: 'python', runtime: 'CPython 3.13.0', executable: 'python3', command: []})}\n`;

test('the socket is in a folder of this user alone, and is gone at the end', async () => {
	const server = await createChannelServer(() => {});
	const folder = dirname(server.path);
	assert.equal(statSync(folder).mode & 0o777, 0o700);
	assert(Buffer.byteLength(server.path) <= 100);
	server.close();
	assert(!existsSync(folder));
});

test('on Windows it is a pipe, as Node.js names them', () => {
	assert.equal(channelPath('C:\\tmp', 'f00', 'win32'), String.raw`\\.\pipe\async-tui-f00`);
	assert.equal(channelPath('/tmp', 'f00', 'darwin'), '/tmp/channel');
});

test('whoever does not know the token is not heard', async () => {
	const connections: Connection[] = [];
	const server = await createChannelServer(connection => connections.push(connection));
	for (const line of [hello('0'.repeat(32)), 'no greeting\n', '{"type":"hello"}\n', 'x'.repeat(70_000)]) {
		const socket = connect(server.path).on('error', () => {});
		socket.write(line);
		socket.resume();
		await once(socket, 'close');
	}

	assert.deepEqual(connections, []);
	server.close();
});

test('whoever does is heard, line by line, and told when the host leaves', async () => {
	const lines: string[] = [];
	const arrived = Promise.withResolvers<void>();
	const server = await createChannelServer(({greeting, onLines}) => {
		lines.push(greeting.runtime);
		onLines(
			line => {
				lines.push(line);
				arrived.resolve();
			},
			() => {},
		);
	});
	const socket = connect(server.path).setEncoding('utf8');
	let told = '';
	socket.on('data', (text: string) => {
		told += text;
	});
	socket.write(`${hello(server.token)}{"type":"run-st`);
	socket.write('arted"}\n');
	await arrived.promise;
	assert.deepEqual(lines, ['CPython 3.13.0', '{"type":"run-started"}']);
	server.close();
	await once(socket, 'close');
	assert.equal(told, '{"type":"bye"}\n');
});
