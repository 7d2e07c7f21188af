import type {ChildProcess} from 'node:child_process';
import type {EventStream} from '../../../trace/event.ts';
import {describeRun} from '../../describe-run.ts';
import type {Command, Engine, Program, Run} from '../../engine.ts';
import type {Exit} from '../process/runner-process.ts';
import {untilPipesAreRead} from '../until-pipes-are-read.ts';
import type {Connection} from './channel-server.ts';
import type {OutputRouter} from './output-router.ts';
import {createOutputRouter} from './output-router.ts';
import type {ProcessRun} from './process-run.ts';
import {createProcessRun} from './process-run.ts';
import type {StandardFiles} from './standard-files.ts';
import {sharedStream} from './standard-files.ts';
import {streamsOf} from './start-command.ts';

/** How long connections may take to close after the command has ended, in ms. */
const closingMs = 200;

/** The traces of a command: its own, which the first process that connects continues, and one for each other process. */
export type CommandTraces = {
	/** The events of the command's own trace. */
	readonly events: EventStream;
	/** Takes what the command writes to its pipes. */
	readonly receive: OutputRouter['receive'];
	/** Takes a thread of a process of the command. */
	readonly connect: (connection: Connection) => void;
	/** Ends all traces when the command has ended and what it wrote has been read. */
	readonly end: (exit: Exit) => Promise<void>;
};

export type CommandTracesOptions = {
	readonly program: Program & {readonly command: Command};
	/** The language of the command's own trace until a process connects. */
	readonly language: Engine['language'];
	/** Now, in ms on the run's clock. */
	readonly clock: () => number;
	/** Returns the process that was started for the command, the only one whose exit code is known. */
	readonly child: () => ChildProcess | undefined;
	/** Returns the files that this process writes to. */
	readonly files: () => StandardFiles;
	/** Whether the command was asked to end. */
	readonly isStopped: () => boolean;
	/** Called with the trace of each other process. Undefined: others are not observed. */
	readonly onProcess: ((run: Run) => void) | undefined;
};

/** One trace, and the connection that it is of: none before a process has connected. */
type Traced = {readonly run: ProcessRun; connection?: Connection; isClosed: boolean};

/** Creates the traces of a command, before it starts. */
export function createCommandTraces({
	program,
	language,
	clock,
	child,
	files,
	isStopped,
	onProcess,
}: CommandTracesOptions): CommandTraces {
	const {hasTerminal} = program.command;
	/**
	 * The traces whose events are not taken for now. Meanwhile, no output is read either, because it would overtake its
	 * marks.
	 */
	const paused = new Set<Traced>();
	/** The traces whose marks may come after their bytes for now. */
	const late = new Set<Traced>();
	const traces: Traced[] = [];
	const setLate = (traced: Traced, isLate: boolean) => {
		if (isLate) {
			late.add(traced);
		} else {
			late.delete(traced);
		}

		router.setLate(late.size > 0);
	};

	const create = (ofLanguage: Engine['language'], described: Pick<Program, 'description'>): Traced => {
		const traced: Traced = {
			run: createProcessRun({
				description: describeRun(ofLanguage, described),
				clock,
				setReading(isReading) {
					traced.connection?.setReading(isReading);
					if (isReading) {
						paused.delete(traced);
					} else {
						paused.add(traced);
					}

					router.setReading(paused.size === 0);
					for (const stream of streamsOf(child())) {
						if (paused.size > 0) {
							stream.pause();
						} else {
							stream.resume();
						}
					}
				},
				marks: {
					mark(mark) {
						const stream = sharedStream(mark.stream, traced.connection?.greeting ?? {}, files());
						// Output to a terminal does not pass through this process.
						if (stream && !hasTerminal) {
							router.expect({...mark, stream}, (written, at = clock()) => traced.run.output(written, at));
						}
					},
					setLate: isLate => setLate(traced, isLate),
				},
			}),
			isClosed: false,
		};
		traces.push(traced);
		return traced;
	};

	const first = create(language, program);
	const router = createOutputRouter((written, at = clock()) => first.run.output(written, at));

	const isLeader = ({connection}: Traced) =>
		connection?.greeting.thread === 0 && connection.greeting.pid === child()?.pid;

	return {
		events: first.run.events,
		receive: router.receive,
		connect(connection) {
			const isFirst = first.connection === undefined;
			if (!isFirst && !onProcess) {
				connection.dismiss();
				return;
			}

			const {pid, parent, thread, command, runtime, executable, language} = connection.greeting;
			const process = {pid, parent, ...(thread > 0 && {thread}), command};
			const traced = isFirst ? first : create(language, {description: {...program.description, process}});
			traced.connection = connection;
			traced.run.connected({runtime, executable, language, process});
			if (hasTerminal) {
				connection.release();
			}

			connection.onLines(traced.run.line, () => {
				traced.isClosed = true;
				setLate(traced, false);
				if (!isLeader(traced)) {
					// The last output of the process may still be in the pipe.
					setTimeout(() => traced.run.end(undefined, isStopped()), closingMs).unref();
				}
			});
			if (!isFirst) {
				onProcess?.(asRun(traced.run, clock));
			}
		},
		async end(exit) {
			for (const {connection} of traces) {
				connection?.setReading(true);
			}

			await untilPipesAreRead();
			await untilClosed(traces);
			router.end();
			for (const traced of traces) {
				const isOnlyCommand = traced.connection === undefined;
				const own = isOnlyCommand || isLeader(traced) ? exit : undefined;
				traced.run.end(own, isStopped());
				traced.run.close(traced === first ? exit : own);
			}
		},
	};
}

function asRun({events}: ProcessRun, clock: () => number): Run {
	return {clock, cancel() {}, signal() {}, [Symbol.asyncIterator]: () => events[Symbol.asyncIterator]()};
}

/** Waits until all connections are closed, for `closingMs` at most: their last lines may not have been read. */
async function untilClosed(traces: readonly Traced[]): Promise<void> {
	const end = performance.now() + closingMs;
	while (performance.now() < end && traces.some(({connection, isClosed}) => connection && !isClosed)) {
		await new Promise(resolve => setTimeout(resolve, 5));
	}
}
