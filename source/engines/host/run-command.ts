import type {ChildProcess} from 'node:child_process';
import {maskSecrets} from '../../trace/mask-secrets.ts';
import {describeRun} from '../describe-run.ts';
import {hangupGraceMs} from '../end-program.ts';
import type {Command, Engine, Program, Run} from '../engine.ts';
import type {ChannelServer, Connection} from './channel-server.ts';
import {drain} from './drain.ts';
import type {OutputRouter} from './output-router.ts';
import {createOutputRouter, readMark} from './output-router.ts';
import type {ProcessRun} from './process-run.ts';
import {createProcessRun} from './process-run.ts';
import type {Exit} from './runner-process.ts';
import {signalCommand, startCommand, startError, streamsOf} from './start-command.ts';
import {untilPipesAreRead} from './until-pipes-are-read.ts';
import {withResolvers} from './with-resolvers.ts';
import {writeInput} from './write-input.ts';

/** How long connections may take to close after the command has ended, in ms. */
const closingMs = 200;

type Observed = {readonly run: ProcessRun; readonly connection: Connection; isClosed: boolean};

/** A command with its processes, from its start to its end. */
export type CommandRun = Run & {
	/** Resolves when the command has ended. */
	readonly exited: Promise<void>;
};

/**
 * Runs a command as its user would, and observes each of its processes that connects. The events are those of the first
 * process that connects; `onProcess` is called with the run of each other one. `language`: the language of the trace if
 * no process connects.
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
	const observed: Observed[] = [];
	/** Output before the first process has connected. */
	let early: Parameters<ProcessRun['output']>[] = [];
	const {promise: first, resolve: resolveFirst} = withResolvers<ProcessRun>();
	const {promise: exited, resolve: resolveExited} = withResolvers<void>();
	let child: ChildProcess | undefined;
	let killTimer: NodeJS.Timeout | undefined;

	const output = (...piece: Parameters<ProcessRun['output']>) => {
		const [shown] = observed;
		if (shown) {
			shown.run.output(...piece);
		} else {
			early.push(piece);
		}
	};
	const router = createOutputRouter((written, at = clock()) => output(written, at));

	/**
	 * The connections that are not read for now. Meanwhile, no output is read either, because it would overtake its
	 * marks.
	 */
	const paused = new Set<Connection>();
	const pausing = (connection: Connection) => (isReading: boolean) => {
		connection.setReading(isReading);
		if (isReading) {
			paused.delete(connection);
		} else {
			paused.add(connection);
		}

		router.setReading(paused.size === 0);
		for (const stream of streamsOf(child)) {
			if (paused.size > 0) {
				stream.pause();
			} else {
				stream.resume();
			}
		}
	};

	const show = (run: ProcessRun) => {
		for (const piece of early) {
			run.output(...piece);
		}

		early = [];
		resolveFirst(run);
	};

	const connected = (connection: Connection) => {
		const isShown = observed.length === 0;
		if (!isShown && !onProcess) {
			connection.dismiss();
			return;
		}

		const run = runOf(connection.greeting, program, clock, pausing(connection));
		const entry: Observed = {run, connection, isClosed: false};
		observed.push(entry);
		if (command.hasTerminal) {
			connection.release();
		}

		connection.onLines(
			line => receive(line, run, command.hasTerminal ? undefined : router, clock),
			() => {
				entry.isClosed = true;
				if (!isLeader(connection, child)) {
					// The last output of the process may still be in the pipe.
					setTimeout(() => run.end(undefined, isStopped()), closingMs).unref();
				}
			},
		);
		if (isShown) {
			show(run);
		} else {
			onProcess?.(asRun(run, clock));
		}
	};

	const finish = async (exit: Exit, server?: ChannelServer) => {
		clearTimeout(killTimer);
		signal.removeEventListener('abort', abort);
		for (const {connection} of observed) {
			connection.setReading(true);
		}

		await untilPipesAreRead();
		await untilClosed(observed);
		router.end();
		server?.close();
		if (observed.length === 0) {
			const run = createProcessRun({description: describeRun(language, program), clock, setReading() {}});
			show(run);
			run.end(exit, isStopped());
			run.close(exit);
		}

		for (const [index, {run, connection}] of observed.entries()) {
			const own = isLeader(connection, child) ? exit : undefined;
			run.end(own, isStopped());
			run.close(index === 0 ? exit : own);
		}

		resolveExited();
	};

	const kill = () => {
		if (child && child.exitCode === null && child.signalCode === null) {
			signalCommand(child, command, 'SIGKILL');
		}
	};

	/** The signals that were requested. They are sent once the command has started. */
	const requested: Parameters<Run['signal']>[0][] = [];
	const sendSignal: Run['signal'] = name => {
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

	const isStopped = () => signal.aborted || requested.length > 0;

	const start = async () => {
		let server: ChannelServer | undefined;
		try {
			// Loaded on demand, because the module loads the cryptography of Node.js.
			const {createChannelServer} = await import('./channel-server.ts');
			server = await createChannelServer(connected);
			child = startCommand(command, server, startedAt, router);
		} catch (error) {
			await finish({code: null, signal: null, error: startError(command.argv[0], error as Error)}, server);
			return;
		}

		child.once(
			'error',
			error => void finish({code: null, signal: null, error: startError(command.argv[0], error)}, server),
		);
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
		lastLine: () => lastLineOf(early.map(([{text}]) => text).join('')),
		async *[Symbol.asyncIterator]() {
			try {
				yield* (await first).events;
			} finally {
				kill();
				await exited;
			}
		},
	};
}

/** Returns the last line of a text that is not blank, with its secrets masked. Undefined if there is none. */
function lastLineOf(text: string): string | undefined {
	const line = /([^\n]*\S[^\n]*)\n?\s*$/.exec(text.slice(-2000))?.[0];
	return line === undefined ? undefined : maskSecrets(line);
}

/** Takes a line of a connection. `router`: undefined if the output does not pass through this process. */
function receive(line: string, run: ProcessRun, router: OutputRouter | undefined, clock: () => number) {
	const mark = readMark(line);
	if (mark) {
		router?.expect(mark, (written, at = clock()) => run.output(written, at));
	} else {
		run.line(line);
	}
}

function runOf(
	{pid, parent, thread, command, language, runtime, executable}: Connection['greeting'],
	program: Program,
	clock: () => number,
	setReading: (isReading: boolean) => void,
): ProcessRun {
	const process = {pid, parent, ...(thread > 0 && {thread}), command};
	const described = {description: {...program.description, process}};
	return createProcessRun({
		description: describeRun(language, described),
		clock,
		setReading,
		runtime: {runtime, executable},
	});
}

function asRun({events}: ProcessRun, clock: () => number): Run {
	return {clock, cancel() {}, signal() {}, [Symbol.asyncIterator]: () => events[Symbol.asyncIterator]()};
}

/** Whether a connection belongs to the process that was started here, the only one whose exit code is known. */
function isLeader({greeting: {pid, thread}}: Connection, child: ChildProcess | undefined): boolean {
	return thread === 0 && pid === child?.pid;
}

/**
 * Waits until all processes have closed their connections, for `closingMs` at most: their last lines may not have been
 * read.
 */
async function untilClosed(observed: readonly Observed[]): Promise<void> {
	const end = performance.now() + closingMs;
	while (performance.now() < end && observed.some(({isClosed}) => !isClosed)) {
		await new Promise(resolve => setTimeout(resolve, 5));
	}
}
