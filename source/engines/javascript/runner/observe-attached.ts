import net from 'node:net';
import process from 'node:process';
import {MessageChannel} from 'node:worker_threads';
import type {RunCommand} from '../../protocol.ts';
import {closeChannel, holdLines, openChannel, writeLine} from './channel.ts';
import type {Address} from './connection.ts';
import {greeting} from './connection.ts';
import {outcomeOf} from './failures.ts';
import {allocateChannel, flushChannel, shareChannel} from './host-pipe.ts';
import {createHeartbeat, heartbeatSize} from './loop/heartbeat.ts';
import {createObservation} from './observation.ts';
import {nameFilesFrom} from './tracing/name-files.ts';

/**
 * Observes a process that was already running, until the host disconnects. Adds hooks but replaces no functions, and
 * removes the hooks with the connection. A call that was already suspended appears when it awaits again.
 */
export function observeAttached(address: Address): void {
	const command: RunCommand = {
		type: 'run',
		origin: address.origin,
		strategy: 'as-it-is',
		tasks: [],
		calls: [],
		files: [],
		source: 'measured',
	};
	const heartbeat = createHeartbeat(new SharedArrayBuffer(heartbeatSize));
	const {port1: unused} = new MessageChannel();
	unused.unref();
	shareChannel(allocateChannel());
	holdLines();
	writeLine(greeting(address, 0));
	const observation = createObservation(command, heartbeat, unused, undefined, () => {}, {
		nameFile: nameFilesFrom(process.cwd()),
		descriptors: new Set(),
		admits: () => true,
		mark() {},
		isWorker: false,
		isAttached: true,
	});
	const {tracer} = observation.trace({
		fallback: () => undefined,
		outcome: (_, reason) => outcomeOf(reason),
		adoptsCalls: true,
	});
	const stopListening = tracer.listen();
	const stop = () => {
		closeChannel();
		stopListening();
		observation.stopLoop();
		unused.close();
	};

	tracer.runUntraced(() => {
		const socket = net.connect(address.path);
		socket.on('error', () => {});
		socket.on('close', stop);
		socket.unref();
		socket.resume();
		const {fd} = (socket as {_handle?: {fd?: number}})._handle ?? {};
		if (fd === undefined || fd < 0) {
			stop();
			return;
		}

		openChannel(fd, stop);
	});
	observation.start();
	observation.startLoop();
	flushChannel();
}
