import {spawn} from 'node:child_process';
import type {Duplex, Readable} from 'node:stream';
import type {Command, Reply} from '../protocol.ts';
import {killTree, ownProcessGroup} from './process-tree.ts';
import {createLineSplitter} from './split-lines.ts';

/** How often the clocks are compared at the start; the offset of the quickest answer counts. */
const pingCount = 8;

/** How long the pipes of an ended process may take to run dry, in ms: a process of the program's own can hold them open. */
const drainMs = 100;

/** A runner's process. */
export type RunnerProcess = {
	/** When the runner can take a command: what it is, and its clock minus ours in ms. Undefined if it ended before. */
	readonly ready: Promise<Ready | undefined>;
	/** When the process has ended and all that it wrote was heard. */
	readonly exit: Promise<Exit>;
	readonly send: (command: Command) => void;
	/** Ends it, and all that it has started. */
	readonly kill: () => void;
	/** Hears what it says from now on. */
	readonly onOutput: (listener: Listener) => void;
	/** While it is not heard, a runner that has much to say waits. */
	readonly setReading: (isReading: boolean) => void;
	/** Whether it keeps this process alive. */
	readonly setRef: (isHeld: boolean) => void;
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

export function startRunner(file: string, parameters: readonly string[]): RunnerProcess {
	const child = spawn(file, parameters, {stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'], ...ownProcessGroup});
	const {promise: ready, resolve: resolveReady} = withResolvers<Ready | undefined>();
	const {promise: exit, resolve: resolveExit} = withResolvers<Exit>();
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

		if (reply.number < pingCount) {
			ping(reply.number + 1);
		} else {
			resolveReady({...introduction, offset: best.offset});
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
		createLineSplitter(line => {
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
	const drain = (then: () => void) => {
		if (open.size === 0) {
			then();
			return;
		}

		const destroyStreams = () => {
			for (const stream of open) {
				stream.destroy();
			}
		};
		// A loop that was held has not looked at the pipes since the exit: it does before an immediate is called.
		const timer = setTimeout(() => setImmediate(destroyStreams), drainMs);
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
		resolveReady(undefined);
		resolveExit(how);
	};

	child.once('error', error => finish({code: null, signal: null, error: error.message}));
	child.once('exit', (code, signal) => {
		// What it has started can outlive it, and hold its pipes.
		killTree(child.pid);
		drain(() => finish({code, signal}));
	});

	return {
		ready,
		exit,
		send,
		kill() {
			if (!isGone()) {
				killTree(child.pid);
			}
		},
		onOutput(next) {
			listener = next;
		},
		setReading(isReading) {
			// What is left to say after an end fits into the pipe.
			if (isReading || isGone()) {
				streams.events.resume();
			} else {
				streams.events.pause();
			}
		},
		setRef(isHeld) {
			for (const handle of [child, ...Object.values(streams)] as readonly Handle[]) {
				if (isHeld) {
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
