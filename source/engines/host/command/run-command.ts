import type {ChildProcess} from 'node:child_process';
import {passOn} from '../../../trace/pass-on.ts';
import {hangupGraceMs} from '../../end-program.ts';
import type {Command, Engine, Program, Run} from '../../engine.ts';
import {drain} from '../drain.ts';
import type {Exit} from '../process/runner-process.ts';
import {withResolvers} from '../with-resolvers.ts';
import {writeInput} from '../write-input.ts';
import type {ChannelServer} from './channel-server.ts';
import {createCommandTraces} from './command-traces.ts';
import type {StandardFiles} from './standard-files.ts';
import {standardFilesOf} from './standard-files.ts';
import {failedStart, signalCommand, startCommand, streamsOf} from './start-command.ts';

/** A command with its processes, from its start to its end. */
export type CommandRun = Run & {
	/** Resolves when the command has ended. */
	readonly exited: Promise<void>;
};

/**
 * Runs a command as its user would, and observes each of its processes that connects. The events are those of the
 * command and of its first process; `onProcess` is called with the run of each other one. `language`: the language of
 * the trace until a process connects.
 */
export function runCommand(
	program: Program & {readonly command: Command},
	language: Engine['language'],
	signal: AbortSignal,
	onProcess?: (run: Run) => void,
): CommandRun {
	const {command} = program;
	const startedAt = performance.now();
	const clock = () => Math.max(0, Math.round((performance.now() - startedAt) * 1000) / 1000);
	const {promise: exited, resolve: resolveExited} = withResolvers<void>();
	/** The signals that were requested. They are sent once the command has started. */
	const requested: Parameters<Run['signal']>[0][] = [];
	let child: ChildProcess | undefined;
	let files: StandardFiles = {};
	let killTimer: NodeJS.Timeout | undefined;
	const traces = createCommandTraces({
		program,
		language,
		clock,
		child: () => child,
		files: () => files,
		isStopped: () => signal.aborted || requested.length > 0,
		onProcess,
	});

	const finish = async (exit: Exit, server?: ChannelServer) => {
		clearTimeout(killTimer);
		signal.removeEventListener('abort', abort);
		await traces.end(exit);
		server?.close();
		resolveExited();
	};

	const fail = (error: Error, server: ChannelServer) => void finish(failedStart(command.argv[0], error), server);

	const kill = () => {
		if (child && child.exitCode === null && child.signalCode === null) {
			signalCommand(child, command, 'SIGKILL');
		}
	};

	const sendSignal: Run['signal'] = name => {
		// A terminal that closes is also a reader that has gone, which aborts the run.
		if (name === 'SIGHUP' && requested.includes(name)) {
			return;
		}

		requested.push(name);
		if (name === 'SIGKILL') {
			kill();
		} else {
			signalCommand(child, command, name);
		}
	};

	function abort() {
		// The signal of a lost terminal, because after an abort nothing else can end the command.
		sendSignal('SIGHUP');
		killTimer ??= setTimeout(kill, hangupGraceMs);
	}

	const start = async () => {
		let server: ChannelServer;
		try {
			// Loaded on demand, because the module loads the cryptography of Node.js.
			const {createChannelServer} = await import('./channel-server.ts');
			server = await createChannelServer(traces.connect);
		} catch (error) {
			const reason = `its processes cannot be observed: ${(error as Error).message}. Set TMPDIR to another directory`;
			void finish({code: 125, signal: null, error: reason});
			return;
		}

		try {
			child = startCommand(command, server, startedAt, traces.receive);
			files = standardFilesOf(child.pid);
		} catch (error) {
			fail(error as Error, server);
			return;
		}

		child.once('error', error => fail(error, server));
		child.once('exit', (code, killedBy) => {
			if (!command.hasTerminal) {
				signalCommand(child, command, 'SIGKILL');
			}

			drain(streamsOf(child), () => void finish({code, signal: killedBy}, server));
		});
		for (const name of requested) {
			signalCommand(child, command, name);
		}
	};

	signal.addEventListener('abort', abort);
	if (signal.aborted) {
		abort();
	}

	void start();

	return {
		clock,
		cancel() {},
		signal: sendSignal,
		input: text => writeInput(child, text),
		exited,
		...passOn(traces.events, {
			onEnd() {
				kill();
				return exited;
			},
		}),
	};
}
