import net from 'node:net';
import process from 'node:process';
import {append} from './append.ts';
import {now} from './clock.ts';

/** Where the host listens, with the words that it knows its own processes by, and the instant that is `at: 0`. */
export type Address = {readonly path: string; readonly token: string; readonly origin: number};

// Taken before the program can replace them.
const {connect} = net;
const {argv, pid, ppid, execPath, versions} = process;

/** Kept, so that nothing closes it. */
const sockets: net.Socket[] = [];

/** Reads `PATH#TOKEN#ORIGIN`; a path may hold a `#`. Undefined without such a value. */
export function readAddress(value: string | undefined): Address | undefined {
	const [, path, token, origin] = /^(.+)#([^#]+)#([\d.]+)$/.exec(value ?? '') ?? [];
	return path !== undefined && token !== undefined ? {path, token, origin: Number(origin)} : undefined;
}

/** Connects in this turn of the loop. Returns a descriptor that can be written to at once; undefined if nothing listens there. */
export function connectTo({path}: Address): number | undefined {
	const socket = connect(path);
	socket.on('error', () => {});
	socket.pause();
	socket.unref();
	append(sockets, socket);
	const {fd} = (socket as {_handle?: {fd?: number}})._handle ?? {};
	return fd !== undefined && fd >= 0 ? fd : undefined;
}

/** The first line that a process writes. `thread`: 0 is the main one. */
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
		clock: now(),
	};
}
