import type {TraceEvent} from '../../../trace/event.ts';
import {oldRuntime} from '../../../trace/event-parts.ts';
import {maskEvent} from '../../../trace/mask-secrets.ts';
import {describeRun} from '../../describe-run.ts';
import type {Engine, Program, Run} from '../../engine.ts';
import type {RunCommand} from '../../protocol.ts';
import {createDecoder} from '../events/decode.ts';
import type {RunEnd} from '../events/event-log.ts';
import {createEventLog} from '../events/event-log.ts';
import {createLinesAfterOutput} from '../events/lines-after-output.ts';
import {createStrayLines, notAnEvent} from '../events/stray-lines.ts';
import {untilPipesAreRead} from '../until-pipes-are-read.ts';
import {missingVersion} from './missing-version.ts';
import {outcomeOfExit, withInterrupt} from './outcome-of-exit.ts';
import type {RunOptions} from './process-observers.ts';
import {createProcessStop} from './process-stop.ts';
import type {Exit, RunnerProcess} from './runner-process.ts';

/** How long the process of an ended set of tasks may take to exit, in ms. */
const endGraceMs = 50;

/**
 * How long the process of a program may take to exit, in ms. It is longer than for tasks, because the program ends by
 * itself, as it would alone.
 */
const exitGraceMs = 1000;

/** How long a process may take to exit after it has closed its connection, in ms. */
const closeGraceMs = 200;

/**
 * Runs a program in a fresh process, and adds what the process cannot report: that it exited, and which tasks it left
 * open.
 */
export function runInProcess(
	child: RunnerProcess,
	language: Engine['language'],
	program: Program,
	signal: AbortSignal,
	{releaseAt, createParser, watchSilence}: RunOptions = {},
): Run {
	const {description} = program;
	const stop = createProcessStop(child, program);
	let isRead = true;
	const log = createEventLog({
		planned: description.tasks.map(({id}) => id),
		setReading(isReading) {
			isRead = isReading;
			silence?.onLine();
			child.setReading(isReading);
		},
		finish() {
			child.kill();
			return child.exit;
		},
	});
	let origin = releaseAt;
	let limitTimer: NodeJS.Timeout | undefined;
	let closeTimer: NodeJS.Timeout | undefined;
	/** How the run ended, deferred while output of its process may still arrive. */
	let deferredEnd: RunEnd | undefined;

	const clock = () => (origin === undefined ? -1 : performance.now() - origin);
	const now = () => Math.max(0, Math.round(clock() * 1000) / 1000);
	const parser = createParser?.();
	let runtime = '';

	/** Adds an event, which the log owns from then on. Only output may still contain secrets. */
	const emit = (event: TraceEvent) => {
		if (log.hasEnded()) {
			return;
		}

		if (event.type === 'run-ended') {
			// The parser made this event from what V8 printed.
			endAs(event);
			return;
		}

		silence?.onEvent(event);
		if (event.type === 'output-written') {
			log.write(event, event.at);
		} else {
			log.add(event);
		}
	};

	const end = (how: Pick<RunEnd, 'outcome' | 'error'>, at = now()) => endAs({type: 'run-ended', at, open: [], ...how});
	const endAs = (end: RunEnd) => {
		if (!log.hasEnded()) {
			stop.killAfter(endGraceMs);
			silence?.onEvent(end);
			log.end(end);
		}
	};

	const isStopped = () => signal.aborted || stop.isRequested();
	const endDeferred = () => {
		if (deferredEnd) {
			endAs(description.form === 'program' ? withInterrupt(deferredEnd, isStopped()) : deferredEnd);
		}
	};

	const endAtLimit = () => {
		const message = `the program did not end within ${(program.timeLimit ?? 0) / 1000} s`;
		end({outcome: 'killed', error: {name: 'TimeLimit', message}});
	};

	const endAtStray = () => {
		const message = 'the process sent async-tui more than 64 MB that are not events, so it was killed';
		end({outcome: 'killed', error: {name: 'Killed', message}});
		child.kill();
	};

	const silence =
		child.pid === undefined
			? undefined
			: watchSilence?.({pid: child.pid, now, isRead: () => isRead, report: event => emit(maskEvent(event))});
	const receiveEnd = (end: RunEnd) => {
		deferredEnd ??= end;
		if (description.form !== 'program') {
			void untilPipesAreRead().then(endDeferred);
			return;
		}

		if (end.outcome === 'failed') {
			// What the runtime itself then prints about the error comes last.
			child.send({type: 'ended'});
		}

		stop.killAfter(exitGraceMs);
	};

	const stray = createStrayLines();
	const receiveStray = (text: string) => {
		const {isReported, isTooMuch} = stray.take(text);
		if (isReported) {
			emit(notAnEvent(text, now()));
		}
		if (isTooMuch) {
			endAtStray();
		}
	};

	const decode = createDecoder();
	const lines = createLinesAfterOutput(text => {
		const event = decode(text);
		if (event === undefined) {
			receiveStray(text);
		} else if (event?.type === 'run-ended') {
			receiveEnd(event);
		} else if (event !== null) {
			emit(event);
		}
	});

	child.onOutput({
		line(text) {
			silence?.onLine();
			lines.receive(text);
		},
		tooLong: endAtStray,
		closed() {
			const since = now();
			closeTimer = setTimeout(() => {
				if (!deferredEnd && !child.hasExited()) {
					emit({type: 'observation-ended', at: now(), since});
				}
			}, closeGraceMs);
		},
		output(stream, text) {
			const {events, other} = parser && stream === 'stderr' ? parser.parse(text, now()) : {events: [], other: text};
			for (const event of events) {
				emit(maskEvent({...event}));
			}

			if (other !== '') {
				emit({type: 'output-written', at: deferredEnd?.at ?? now(), stream, text: other});
			}
		},
	});

	const start = async () => {
		const ready = await child.ready;
		if (!ready || log.hasEnded() || signal.aborted) {
			return;
		}

		stop.onStart();
		origin ??= performance.now();
		({runtime} = ready);
		emit({type: 'runtime-ready', at: 0, runtime, executable: ready.executable});
		const missing = missingVersion(runtime, program.needs);
		if (missing !== undefined) {
			end({outcome: 'failed', error: {name: oldRuntime, message: missing}}, 0);
			child.kill();
			return;
		}

		if (program.timeLimit !== undefined) {
			limitTimer = setTimeout(endAtLimit, Math.max(0, origin - performance.now()) + program.timeLimit);
		}

		child.send(commandFor(program, origin + ready.offset));
	};

	const finish = (exit: Exit) => {
		lines.flush();
		clearTimeout(limitTimer);
		clearTimeout(closeTimer);
		silence?.stop();
		signal.removeEventListener('abort', stop.abort);
		endDeferred();
		if (!log.hasEnded()) {
			const error = isStopped() ? undefined : parser?.explain(exit.code, runtime);
			const how = error ? ({outcome: 'failed', error} as const) : outcomeOfExit(exit, isStopped());
			endAs(maskEvent({type: 'run-ended', at: now(), ...how, open: []}));
		}

		stop.onExit();
		log.close({at: now(), code: exit.code, signal: stop.signalOf(exit)});
	};

	log.add(maskEvent(describeRun(language, program)));
	signal.addEventListener('abort', stop.abort);
	if (signal.aborted) {
		stop.abort();
	}

	void start();
	void child.exit.then(finish);

	return {
		clock,
		cancel: task => child.send({type: 'cancel', task}),
		signal: stop.signal,
		input: child.input,
		[Symbol.asyncIterator]: () => log.events[Symbol.asyncIterator](),
	};
}

/** Returns the command for the runner. `origin`: the instant that is `at: 0`, on the runner's clock. */
function commandFor({description, files, calls, folder, ...program}: Program, origin: number): RunCommand {
	return {
		type: 'run',
		origin,
		...(description.limit !== undefined && {limit: description.limit}),
		source: description.source,
		strategy: description.strategy.name,
		tasks: description.tasks,
		calls,
		files: files.map(({name, role, url}) => ({name, role, url: url.href})),
		...(program.typed !== undefined && {typed: program.typed}),
		...(program.arguments && {arguments: program.arguments}),
		...(folder && {folder: folder.href}),
		...(program.maxMemory !== undefined && {maxMemory: program.maxMemory}),
	};
}
