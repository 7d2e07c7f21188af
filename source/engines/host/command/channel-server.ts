import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import type {Socket} from 'node:net';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {createLineSplitter} from '../events/split-lines.ts';
import type {Greeting} from './greeting.ts';
import {readGreeting} from './greeting.ts';

/** The socket that the processes of a command connect to. */
export type ChannelServer = {
	readonly path: string;
	readonly token: string;
	/** Ends all connections, and removes the socket. */
	readonly close: () => void;
};

/** A connected thread of a process, after its greeting. */
export type Connection = {
	readonly greeting: Greeting;
	/** Sets the listeners for all lines after the greeting, and for the end of the connection. */
	readonly onLines: (line: (text: string) => void, closed: () => void) => void;
	/** Pauses or resumes reading. During a pause, a process with much to report waits. */
	readonly setReading: (isReading: boolean) => void;
	/** Ends the connection. The process continues without the host. */
	readonly dismiss: () => void;
	/** Releases the process in advance: it keeps reporting, but continues if the host is killed. */
	readonly release: () => void;
};

/** The longest path of a socket, in bytes: macOS allows 103. */
const maxPathBytes = 100;
/** The most characters of a greeting. A longer one closes the connection. */
const maxGreetingLength = 65_536;

/**
 * Listens on a socket in a folder that only this user can enter. Calls `connected` with each connection that greets
 * with the token, and closes any other.
 */
export function createChannelServer(connected: (connection: Connection) => void): Promise<ChannelServer> {
	const folder = makeFolder();
	const token = randomBytes(16).toString('hex');
	const path = channelPath(folder, token);
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		receive(socket, token, connected);
	});
	const remove = () => rmSync(folder, {recursive: true, force: true});
	// Removes the folder even if this process exits without closing its engines.
	process.once('exit', remove);
	return new Promise((resolve, reject) => {
		server.once('error', error => {
			remove();
			reject(error);
		});
		server.listen(path, () =>
			resolve({
				path,
				token,
				close() {
					process.off('exit', remove);
					for (const socket of sockets) {
						dismiss(socket);
					}

					server.close();
					remove();
				},
			}),
		);
	});
}

/**
 * Returns the path on which a channel listens: a socket in the folder or, on Windows, which has no such sockets, a pipe
 * with a name that cannot be guessed.
 */
export function channelPath(folder: string, token: string, platform: string = process.platform): string {
	return platform === 'win32' ? `\\\\.\\pipe\\async-tui-${token}` : join(folder, 'channel');
}

function makeFolder(): string {
	const homes = [process.env.XDG_RUNTIME_DIR, tmpdir(), '/tmp'];
	for (const home of homes) {
		if (home && Buffer.byteLength(resolve(home, 'async-tui-XXXXXX', 'channel')) <= maxPathBytes) {
			try {
				// Absolute, because the processes of a command can have other working directories.
				return mkdtempSync(resolve(home, 'async-tui-'));
			} catch {
				// The folder does not exist, or this user cannot write to it.
			}
		}
	}

	return mkdtempSync(join(tmpdir(), 'async-tui-'));
}

/** The line that releases a process. A connection that closes without this line means that the host was killed. */
const farewell = '{"type":"bye"}\n';

function dismiss(socket: Socket) {
	socket.end(farewell, () => socket.destroy());
}

function receive(socket: Socket, token: string, connected: (connection: Connection) => void) {
	let greeting: Greeting | undefined;
	let line: (text: string) => void = () => {};
	let closed: () => void = () => {};
	let unread = 0;
	const split = createLineSplitter(text => {
		if (greeting) {
			line(text);
			return;
		}

		if (text === '') {
			return;
		}

		greeting = readGreeting(text, token);
		if (!greeting) {
			socket.destroy();
			return;
		}

		connected({
			greeting,
			onLines(each, end) {
				line = each;
				closed = end;
			},
			setReading: isReading => (isReading ? socket.resume() : socket.pause()),
			dismiss: () => dismiss(socket),
			release: () => void socket.write(farewell),
		});
	});
	socket.setEncoding('utf8');
	socket.on('error', () => {});
	socket.on('data', (text: string) => {
		if (!socket.destroyed) {
			split(text);
		}

		unread += greeting ? 0 : text.length;
		if (!greeting && unread > maxGreetingLength) {
			socket.destroy();
		}
	});
	socket.once('close', () => closed());
}
