import type {EventStream, Failure, RunDescription, RunOutcome, TraceEvent} from '../../../trace/event.ts';
import {maskEvent} from '../../../trace/mask-secrets.ts';
import type {Written} from '../../output-limit.ts';
import {createDecoder} from '../events/decode.ts';
import type {RunEnd} from '../events/event-log.ts';
import {createEventLog} from '../events/event-log.ts';
import type {MarkListener} from '../events/output-mark.ts';
import {notAnEvent} from '../events/stray-lines.ts';
import {createFifo} from '../fifo.ts';
import {withInterrupt} from '../process/outcome-of-exit.ts';
import type {Exit} from '../process/runner-process.ts';

/** How long output may wait for an earlier event, in ms. */
const maxOutputWaitMs = 50;

/**
 * How many ended tasks stay known: their output can arrive after their end, and calls that they caused can start later.
 * By then, a window of the default size no longer has them.
 */
const maxEndedTasks = 100_000;

/** The trace of one thread of a process, while it grows. */
export type ProcessRun = {
	readonly events: EventStream;
	/** Takes what is known of the process that connected. The first event of the process reports it. */
	readonly connected: (process: ConnectedProcess) => void;
	/** Takes a line of the connection. */
	readonly line: (text: string) => void;
	/** Takes output of the process to a standard stream. `at`: ms on the run's clock. */
	readonly output: (written: Written, at: number) => void;
	/**
	 * Ends the trace when the process has ended; only the first call counts. `exit`: undefined if nothing is known of the
	 * exit.
	 */
	readonly end: (exit: Exit | undefined, aborted: boolean) => void;
	/** Ends the trace in this way, whatever the process does. */
	readonly endAs: (end: {readonly outcome: RunOutcome; readonly error?: Failure}) => void;
	/** Closes the trace. `exit`: how the process ended or, for the process that is shown, how the command ended. */
	readonly close: (exit: Exit | undefined) => void;
};

export type ProcessRunOptions = {
	readonly description: RunDescription;
	/** Now, in ms on the run's clock. */
	readonly clock: () => number;
	/** See `createEventQueue`. */
	readonly setReading: (isReading: boolean) => void;
	/** Takes the marks of the process's output. */
	readonly marks?: MarkListener;
};

/** What `runtime-ready` reports of a process. */
export type ConnectedProcess = Omit<Extract<TraceEvent, {type: 'runtime-ready'}>, 'type' | 'at'>;

/** Collects what a process reports, and adds what it cannot report: its output, its end and its exit code. */
export function createProcessRun({description, clock, setReading, marks}: ProcessRunOptions): ProcessRun {
	const log = createEventLog({setReading});
	/** The tasks that are open or have ended lately. */
	const known = new Set<string>();
	const ended = createFifo<string>();
	let endedCount = 0;
	/** Output that may belong before the next event. Each stream is in the order of `at`, which is that of its bytes. */
	const waitingOutput = {stdout: createFifo<WaitingOutput>(), stderr: createFifo<WaitingOutput>()};
	let outputTimer: NodeJS.Timeout | undefined;
	const writtenAt = {stdout: 0, stderr: 0};
	let unreported: ConnectedProcess | undefined;
	let reported: RunEnd | undefined;
	const decode = createDecoder(marks);

	const earliestOutput = (): WaitingOutput | undefined => {
		const [out, error] = [waitingOutput.stdout.first(), waitingOutput.stderr.first()];
		return out && error ? (error.at < out.at ? error : out) : (out ?? error);
	};

	const passWaitingOutput = (until: number) => {
		for (let next = earliestOutput(); next && next.at <= until; next = earliestOutput()) {
			const {written, at} = next;
			waitingOutput[written.stream].shift();
			log.write(written.task === undefined || known.has(written.task) ? written : {...written, task: undefined}, at);
		}
	};

	const emit = (event: TraceEvent) => {
		passWaitingOutput(event.at);
		if (unreported) {
			log.add(maskEvent({type: 'runtime-ready', at: event.at, ...unreported}));
			unreported = undefined;
		}

		if (event.type === 'task-created') {
			known.add(event.task);
		} else if (event.type === 'task-ended') {
			ended.push(event.task);
			if (++endedCount > maxEndedTasks) {
				known.delete(ended.shift() ?? '');
			}
		}

		log.add(event);
	};

	/**
	 * Whether the trace has the task of an event. A forked process also continues tasks of its parent, which its own
	 * trace does not have.
	 */
	const isKnown = (event: TraceEvent) =>
		!event.type.startsWith('task-') ||
		event.type === 'task-created' ||
		('task' in event && known.has(event.task ?? ''));

	const finish = (how: () => RunEnd) => {
		if (!log.hasEnded()) {
			clearTimeout(outputTimer);
			passWaitingOutput(Number.POSITIVE_INFINITY);
			log.end(how());
		}
	};

	log.add(description);
	return {
		events: log.events,
		connected(process) {
			unreported = process;
		},
		line(text) {
			const event = decode(text);
			if (event === null || log.hasEnded() || (event && !isKnown(event))) {
				return;
			}

			if (event?.type === 'run-ended') {
				reported = event;
				return;
			}

			if (event?.type === 'task-created' && event.parent !== undefined && !known.has(event.parent)) {
				delete event.parent;
			}

			emit(event ?? notAnEvent(text, clock()));
		},
		output(written, at) {
			if (log.hasEnded()) {
				// Output after the end comes from other processes of the command, or from one that is not observed.
				log.write({...written, task: undefined}, at);
				return;
			}

			const waiting = waitingOutput[written.stream];
			const previous = waiting.last();
			if (previous && isSameLine(previous.written, written)) {
				previous.written = {...written, text: previous.written.text + written.text};
				return;
			}

			const after = Math.max(at, writtenAt[written.stream]);
			writtenAt[written.stream] = after;
			waiting.push({written, at: after});
			outputTimer ??= setTimeout(() => {
				outputTimer = undefined;
				passWaitingOutput(Number.POSITIVE_INFINITY);
			}, maxOutputWaitMs);
		},
		end(exit, aborted) {
			finish(() => endOfProcess(reported, exit, aborted, clock()));
		},
		endAs(end) {
			finish(() => ({type: 'run-ended', at: clock(), open: [], ...end}));
		},
		close(exit) {
			log.close({at: clock(), code: exit?.code ?? null, signal: exit?.signal ?? null});
		},
	};
}

type WaitingOutput = {written: Written; readonly at: number};

/** Whether one piece of output continues the line of another: Python's `print` writes each of its values separately. */
function isSameLine(one: Written, next: Written): boolean {
	return (
		one.task === next.task &&
		one.place?.file === next.place?.file &&
		one.place?.line === next.place?.line &&
		!one.text.endsWith('\n')
	);
}

/** Returns how a process ended, from its report and from what is known of its exit. */
function endOfProcess(reported: RunEnd | undefined, exit: Exit | undefined, aborted: boolean, now: number): RunEnd {
	const code = exit?.code ?? reported?.exitCode;
	const exitCode = code === undefined ? {} : {exitCode: code};
	if (!reported) {
		return {type: 'run-ended', at: now, ...unreportedEnd(exit, aborted), open: [], ...exitCode};
	}

	const isCode = reported.outcome === 'ok' && code !== undefined && code !== 0;
	const error = {name: 'Exit', message: `the program ended with code ${code}`};
	return withInterrupt({...reported, ...(isCode && {outcome: 'exited', error}), ...exitCode}, aborted);
}

/** Returns how a process ended that did not report its end. */
function unreportedEnd(exit: Exit | undefined, aborted: boolean): {outcome: RunOutcome; error?: Failure} {
	if (aborted) {
		return {outcome: 'cancelled'};
	}

	if (!exit) {
		return {outcome: 'killed', error: {name: 'Killed', message: 'the process ended without a report'}};
	}

	const {code, signal, error} = exit;
	if (error !== undefined) {
		return {outcome: 'failed', error: {name: 'CommandError', message: error}};
	}

	if (signal !== null) {
		return {outcome: 'killed', error: {name: 'Killed', message: `the program was killed by ${signal}`}};
	}

	return code === 0
		? {outcome: 'ok'}
		: {outcome: 'exited', error: {name: 'Exit', message: `the program ended with code ${code}`}};
}
