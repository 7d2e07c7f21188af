import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

const program = fileURLToPath(new URL('../../dist/start.js', import.meta.url));

test('attach ends while an inspector does not reply', {
	skip: process.platform === 'win32',
	timeout: 30_000,
}, async t => {
	const inspector = createServer((_, response) => {
		response.end(JSON.stringify([{webSocketDebuggerUrl: `ws://127.0.0.1:${port}/`}]));
	});
	// It accepts a connection and is silent, as the inspector of a process that is stopped.
	inspector.on('upgrade', (_, socket) => {
		t.after(() => socket.destroy());
		socket.on('error', () => {});
		socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
	});
	inspector.listen(0, '127.0.0.1');
	await once(inspector, 'listening');
	t.after(() => inspector.close());
	const {port} = inspector.address() as AddressInfo;
	const target = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', `--inspect=${port}`]);
	t.after(() => target.kill('SIGKILL'));
	await once(target, 'spawn');
	const attached = spawn(process.execPath, [program, 'attach', String(target.pid), '--json']);
	t.after(() => attached.kill('SIGKILL'));
	await once(inspector, 'upgrade');
	// The command is written after the reply to the upgrade.
	await sleep(100);
	attached.kill('SIGINT');
	assert.deepEqual(await once(attached, 'exit'), [0, null]);
});
