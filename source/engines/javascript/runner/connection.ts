import fs from 'node:fs';
import net from 'node:net';
import process from 'node:process';
import {append} from './append.ts';
import {now} from './clock.ts';

/**
 * Where the host of this process listens, and how the two agree: the path of the socket, the token by which the host
 * recognizes its own processes, and the instant at which the run starts (ms on the runner's clock).
 */
export type Address = {readonly path: string; readonly token: string; readonly origin: number};

// Taken before the program can replace them.
const {connect} = net;
const {argv, pid, ppid, execPath, versions} = process;
const {fstatSync} = fs;

/** Referenced here so that the garbage collector does not close them. */
const sockets: net.Socket[] = [];

/** Parses `PATH#TOKEN#ORIGIN`; the path may contain a `#`. Undefined for any other value. */
export function readAddress(value: string | undefined): Address | undefined {
	const [, path, token, origin] = /^(.+)#([^#]+)#([\d.]+)$/.exec(value ?? '') ?? [];
	return path !== undefined && token !== undefined ? {path, token, origin: Number(origin)} : undefined;
}

/**
 * Connects to the host within this turn of the loop. Returns a file descriptor that can be written to immediately.
 * Undefined if nothing listens at the path.
 */
export function connectTo({path}: Address): number | undefined {
	const socket = connect(path);
	socket.on('error', () => {});
	socket.pause();
	socket.unref();
	append(sockets, socket);
	const {fd} = (socket as {_handle?: {fd?: number}})._handle ?? {};
	return fd !== undefined && fd >= 0 ? fd : undefined;
}

/** Returns the first line that a process sends. `thread`: 0 is the main one. */
export function greeting({token}: Address, thread: number): object {
	return {
		type: 'hello',
		token,
		pid,
		parent: ppid,
		thread,
		language: 'javascript',
		runtime: `Node.js ${versions.node}`,
		executable: execPath,
		command: argv,
		stdout: fileOf(1),
		stderr: fileOf(2),
		clock: now(),
	};
}

/**
 * Returns the file of a descriptor, as device and inode. Undefined if the descriptor is closed. Reads big integers,
 * because Node.js looks at the last of all other results when it resolves links: after a pipe, it does not resolve them.
 */
function fileOf(descriptor: number): string | undefined {
	try {
		const {dev, ino} = fstatSync(descriptor, {bigint: true});
		return `${dev}:${ino}`;
	} catch {
		return undefined;
	}
}
