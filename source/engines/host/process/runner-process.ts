import {spawn} from 'node:child_process';
import type {Duplex, Readable} from 'node:stream';
import type {ProgramInput} from '../../engine.ts';
import type {Command} from '../../protocol.ts';
import {drain} from '../drain.ts';
import {createLineSplitter} from '../events/split-lines.ts';
import {killTree, ownProcessGroup, signalTree} from '../process-tree.ts';
import {withResolvers} from '../with-resolvers.ts';
import {writeInput} from '../write-input.ts';
import type {Ready} from './handshake.ts';
import {createHandshake} from './handshake.ts';

/** The process of a runner. */
export type RunnerProcess = {
	/** Undefined if it could not be started. */
	readonly pid: number | undefined;
	/** Resolves when the runner can take a command. Undefined if the runner exited before. */
	readonly ready: Promise<Ready | undefined>;
	/** Resolves when the process has exited and all its output was read. */
	readonly exit: Promise<Exit>;
	/** Whether the process has exited, even if not all its output was read. */
	readonly hasExited: () => boolean;
	readonly send: (command: Command) => void;
	/** Kills the process and everything it has started. */
	readonly kill: () => void;
	/** Sends a signal to the process and everything it has started. */
	readonly signal: (name: NodeJS.Signals) => void;
	/** See `Run.input`. */
	readonly input: (text: string | undefined) => boolean;
	/** Sets the listener for the output from now on. */
	readonly onOutput: (listener: Listener) => void;
	/** Pauses or resumes reading. During a pause, a runner with much to report waits. */
	readonly setReading: (isReading: boolean) => void;
	/** Sets whether the runner keeps this process alive. */
	readonly setRef: (isHeld: boolean) => void;
};

/** `error`: why the process could not be started. */
export type Exit = {readonly code: number | null; readonly signal: string | null; readonly error?: string};

export type Listener = {
	/** Called with a line that is not a reply. */
	readonly line: (text: string) => void;
	/** Called when a line is too long to be one of a runner. No further line is read. */
	readonly tooLong: () => void;
	/** Called when the process can send no more lines: it exits, or has closed the descriptor. */
	readonly closed: () => void;
	/** Called with output that did not pass through the runner. */
	readonly output: (stream: 'stdout' | 'stderr', text: string) => void;
};

export function startRunner(
	file: string,
	parameters: readonly string[],
	input: ProgramInput = 'ignore',
): RunnerProcess {
	const child = spawn(file, parameters, {stdio: [input, 'pipe', 'pipe', 'pipe', 'pipe'], ...ownProcessGroup});
	const {promise: ready, resolve: resolveReady} = withResolvers<Ready | undefined>();
	const {promise: exit, resolve: resolveExit} = withResolvers<Exit>();
	const streams = {
		stdout: child.stdout as Readable,
		stderr: child.stderr as Readable,
		events: child.stdio[3] as Readable,
		commands: child.stdio[4] as Duplex,
	};
	let listener: Listener | undefined;

	const send = (command: Command) => {
		if (streams.commands.writable) {
			streams.commands.write(`${JSON.stringify(command)}\n`);
		}
	};

	const handshake = createHandshake(file, send, resolveReady);
	const receive = (stream: Readable, part: (text: string) => void) => {
		stream.setEncoding('utf8');
		stream.on('data', part);
		stream.on('error', () => {});
	};
	receive(
		streams.events,
		createLineSplitter(
			line => {
				if (!handshake.take(line)) {
					listener?.line(line);
				}
			},
			() => listener?.tooLong(),
		),
	);
	streams.events.once('end', () => listener?.closed());
	receive(streams.stdout, text => listener?.output('stdout', text));
	receive(streams.stderr, text => listener?.output('stderr', text));
	// The process can exit while a command is on its way, or close its input.
	child.stdin?.on('error', () => {});
	streams.commands.on('error', () => {});
	streams.commands.resume();

	const hasExited = () => child.exitCode !== null || child.signalCode !== null;

	const finish = (how: Exit) => {
		streams.commands.destroy();
		resolveReady(undefined);
		resolveExit(how);
	};

	child.once('error', error => finish({code: null, signal: null, error: error.message}));
	child.once('exit', (code, signal) => {
		// Processes that the runner started can outlive it and keep its pipes open.
		killTree(child.pid);
		drain([streams.events, streams.stdout, streams.stderr], () => finish({code, signal}));
	});

	return {
		pid: child.pid,
		ready,
		exit,
		hasExited,
		send,
		kill() {
			if (!hasExited()) {
				killTree(child.pid);
			}
		},
		signal(name) {
			if (!hasExited()) {
				signalTree(child.pid, name);
			}
		},
		input: text => writeInput(child, text),
		onOutput(next) {
			listener = next;
		},
		setReading(isReading) {
			// After an exit, the rest of the output fits into the pipe.
			if (isReading || hasExited()) {
				streams.events.resume();
			} else {
				streams.events.pause();
			}
		},
		setRef(isHeld) {
			const handles = [child, ...Object.values(streams), ...(child.stdin ? [child.stdin] : [])];
			for (const handle of handles as readonly Handle[]) {
				if (isHeld) {
					handle.ref();
				} else {
					handle.unref();
				}
			}
		},
	};
}

/** The streams of a child are sockets, but their types do not show it. */
type Handle = {readonly ref: () => void; readonly unref: () => void};
