import {spawn} from 'node:child_process';
import type {Duplex, Readable} from 'node:stream';
import type {Command, Reply} from '../protocol.ts';
import {endTree, ofItsOwn} from './process-tree.ts';
import {createLines} from './split-lines.ts';

/** How often the clocks are compared at the start; the offset of the quickest answer counts. */
const pings = 8;

/** How long the pipes of an ended process may take to run dry, in ms: a process of the program's own can hold them open. */
const drying = 100;

/** A runner's process. */
export type EngineProcess = {
	/** When the runner can take a command: what it is, and its clock minus ours in ms. Undefined if it ended before. */
	readonly ready: Promise<Ready | undefined>;
	/** When the process has ended and all that it wrote was heard. */
	readonly exit: Promise<Exit>;
	readonly send: (command: Command) => void;
	/** Ends it, and all that it has started. */
	readonly kill: () => void;
	/** Hears what it says from now on. */
	readonly listen: (listener: Listener) => void;
	/** While it is not heard, a runner that has much to say waits. */
	readonly hear: (heard: boolean) => void;
	/** Whether it keeps this process alive. */
	readonly hold: (held: boolean) => void;
};

export type Ready = {readonly runtime: string; readonly executable: string; readonly offset: number};

/** `error`: why it could not be started. */
export type Exit = {readonly code: number | null; readonly signal: string | null; readonly error?: string};

export type Listener = {
	/** A line that is no reply. */
	readonly line: (text: string) => void;
	/** What reached a standard stream past the runner. */
	readonly output: (stream: 'stdout' | 'stderr', text: string) => void;
};

export function startProcess(file: string, parameters: readonly string[]): EngineProcess {
	const child = spawn(file, parameters, {stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], ...ofItsOwn});
	const {promise: ready, resolve: isReady} = withResolvers<Ready | undefined>();
	const {promise: exit, resolve: hasExited} = withResolvers<Exit>();
	const streams = {
		stdout: child.stdout as Readable,
		stderr: child.stderr as Readable,
		events: child.stdio[3] as Readable,
		commands: child.stdio[4] as Duplex,
	};
	let listener: Listener | undefined;
	let introduction: Omit<Ready, 'offset'> = {runtime: '', executable: file};
	let best = {roundTrip: Number.POSITIVE_INFINITY, offset: 0};
	let pinged = 0;

	const send = (command: Command) => {
		if (streams.commands.writable) {
			streams.commands.write(`${JSON.stringify(command)}\n`);
		}
	};

	const ping = (number: number) => {
		pinged = performance.now();
		send({type: 'ping', number});
	};

	const answer = (reply: Reply) => {
		if (reply.type === 'ready') {
			introduction = reply;
			ping(1);
			return;
		}

		const roundTrip = performance.now() - pinged;
		if (roundTrip < best.roundTrip) {
			best = {roundTrip, offset: reply.clock - (pinged + roundTrip / 2)};
		}

		if (reply.number < pings) {
			ping(reply.number + 1);
		} else {
			isReady({...introduction, offset: best.offset});
		}
	};

	const open = new Set<Readable>();
	const receive = (stream: Readable, part: (text: string) => void) => {
		stream.setEncoding('utf8');
		stream.on('data', part);
		stream.on('error', () => {});
		open.add(stream);
		stream.once('close', () => open.delete(stream));
	};
	receive(
		streams.events,
		createLines(line => {
			const reply = replyOf(line);
			if (reply) {
				answer(reply);
			} else {
				listener?.line(line);
			}
		}),
	);
	receive(streams.stdout, text => listener?.output('stdout', text));
	receive(streams.stderr, text => listener?.output('stderr', text));
	// The process may end while a command is on its way.
	streams.commands.on('error', () => {});
	streams.commands.resume();

	const isGone = () => child.exitCode !== null || child.signalCode !== null;

	/** The notice of an exit can overtake what was written before. */
	const dry = (then: () => void) => {
		if (open.size === 0) {
			then();
			return;
		}

		const giveUp = () => {
			for (const stream of open) {
				stream.destroy();
			}
		};
		// A loop that was held has not looked at the pipes since the exit: it does before an immediate is called.
		const timer = setTimeout(() => setImmediate(giveUp), drying);
		for (const stream of open) {
			stream.resume();
			stream.once('close', () => {
				if (open.size === 0) {
					clearTimeout(timer);
					then();
				}
			});
		}
	};

	const finish = (how: Exit) => {
		streams.commands.destroy();
		isReady(undefined);
		hasExited(how);
	};

	child.once('error', error => finish({code: null, signal: null, error: error.message}));
	child.once('exit', (code, signal) => {
		// What it has started can outlive it, and hold its pipes.
		endTree(child.pid);
		dry(() => finish({code, signal}));
	});

	return {
		ready,
		exit,
		send,
		kill() {
			if (!isGone()) {
				endTree(child.pid);
			}
		},
		listen(next) {
			listener = next;
		},
		hear(heard) {
			// What is left to say after an end fits into the pipe.
			if (heard || isGone()) {
				streams.events.resume();
			} else {
				streams.events.pause();
			}
		},
		hold(held) {
			for (const handle of [child, ...Object.values(streams)] as readonly Handle[]) {
				if (held) {
					handle.ref();
				} else {
					handle.unref();
				}
			}
		},
	};
}

/** The streams of a child are sockets, which their types do not tell. */
type Handle = {readonly ref: () => void; readonly unref: () => void};

function replyOf(line: string): Reply | undefined {
	if (!line.startsWith('{"type":"ready"') && !line.startsWith('{"type":"pong"')) {
		return undefined;
	}

	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => {};
	const promise = new Promise<Value>(resolver => {
		resolve = resolver;
	});
	return {promise, resolve};
}
