import type {TraceEvent} from '../../trace/event.ts';
import {oldRuntime} from '../../trace/event-parts.ts';
import {maskEvent} from '../../trace/mask-secrets.ts';
import {describeRun} from '../describe-run.ts';
import {hangupGraceMs} from '../end-program.ts';
import type {Engine, Program, Run} from '../engine.ts';
import {createOutputLimit} from '../output-limit.ts';
import {createDecoder} from './decode.ts';
import {createEventQueue} from './event-queue.ts';
import {createLinesBehindOutput} from './lines-behind-output.ts';
import {missingVersion} from './missing-version.ts';
import {outcomeOfExit} from './outcome-of-exit.ts';
import type {RunOptions} from './process-observers.ts';
import type {Exit, RunnerProcess} from './runner-process.ts';
import {createStrayLines, notAnEvent} from './stray-lines.ts';
import {untilPipesAreRead} from './until-pipes-are-read.ts';

/** How long an aborted run may take to end by itself, in ms: its `finally` blocks run in that time. */
const abortGraceMs = 120;

/** How long the process of an ended set of tasks may take to exit, in ms. */
const endGraceMs = 50;

/**
 * How long the process of a program may take to exit, in ms. It is longer because the program ends by itself, as it
 * would alone.
 */
const exitGraceMs = 1000;

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
	const {description, files, calls} = program;
	let isRead = true;
	const queue = createEventQueue<TraceEvent>(
		isReading => {
			isRead = isReading;
			silence?.heard();
			child.setReading(isReading);
		},
		() => {
			child.kill();
			return child.exit;
		},
	);
	/** Tasks that have started and not ended. */
	const open = new Set<string>();
	const unsettled = new Set(description.tasks.map(({id}) => id));
	let origin = releaseAt;
	let last = 0;
	let started = false;
	let ended = false;
	let killTimer: NodeJS.Timeout | undefined;
	let limitTimer: NodeJS.Timeout | undefined;
	/** How the run ended, deferred while output of its process may still arrive. */
	let deferredEnd: TraceEvent | undefined;

	// For runners that do not limit output themselves, and for output that bypasses the runner.
	const output = createOutputLimit(
		written => pass(maskEvent({...written, at: last})),
		performance.now.bind(performance),
		2,
	);
	const flushing = setInterval(output.flush, 1000).unref();

	const clock = () => (origin === undefined ? -1 : performance.now() - origin);
	const decode = createDecoder();
	const parser = createParser?.();
	let runtime = '';

	/** Takes an event of its own, without secrets; only output may still contain some. */
	const emit = (event: TraceEvent) => {
		if (ended && event.type !== 'engine-exited') {
			return;
		}

		if (event.type === 'run-ended' && event.outcome === 'cancelled') {
			// Who stopped the run cancelled what was in flight. However else a process ends, nothing did: it never settles.
			for (const task of open) {
				emit({type: 'task-ended', at: event.at, task, outcome: 'cancelled'});
			}
		}

		// Events come from several threads of the process, and from here, so their times can be out of order.
		last = Math.max(last, event.at);
		if (event.type === 'task-started') {
			open.add(event.task);
		} else if (event.type === 'task-ended') {
			open.delete(event.task);
			unsettled.delete(event.task);
		} else if (event.type === 'run-ended') {
			ended = true;
			scheduleKill(endGraceMs);
			output.flush();
		}

		silence?.onEvent(event);
		if (event.type === 'output-written') {
			output.write(event);
		} else {
			pass(event);
		}
	};

	const pass = (event: TraceEvent) => {
		event.at = last;
		if (event.type === 'run-ended') {
			event.open = [...unsettled];
		}

		queue.push(event);
	};

	const scheduleKill = (ms: number) => {
		killTimer ??= setTimeout(child.kill, ms);
	};

	/** The first signal by which the host has asked the program to end. */
	let requested: Parameters<Run['signal']>[0] | undefined;
	const sendSignal: Run['signal'] = name => {
		requested ??= name;
		if (!started || name === 'SIGKILL') {
			child.kill();
		} else if (process.platform === 'win32') {
			// There, a process cannot be sent any other signal.
			child.send({type: 'abort'});
		} else {
			child.signal(name);
		}
	};

	const abort = () => {
		if (!started) {
			child.kill();
		} else if (program.isOwn) {
			// No other way is left to end it.
			sendSignal('SIGHUP');
			scheduleKill(hangupGraceMs);
		} else {
			child.send({type: 'abort'});
			scheduleKill(abortGraceMs);
		}
	};

	const now = () => Math.max(0, Math.round(clock() * 1000) / 1000);

	const endAtLimit = () => {
		const message = `the program did not end within ${(program.timeLimit ?? 0) / 1000} s`;
		emit({type: 'run-ended', at: now(), outcome: 'killed', error: {name: 'TimeLimit', message}, open: []});
	};

	const silence =
		child.pid === undefined
			? undefined
			: watchSilence?.({pid: child.pid, now, isRead: () => isRead, report: event => emit(maskEvent(event))});
	const stray = createStrayLines();
	const endDeferred = () => {
		if (deferredEnd) {
			const end = deferredEnd;
			deferredEnd = undefined;
			emit(end);
		}
	};

	const endAtStray = () => {
		const message = 'the process sent async-tui more than 64 MB that are not events, so it was killed';
		emit({type: 'run-ended', at: now(), outcome: 'killed', error: {name: 'Killed', message}, open: []});
		child.kill();
	};

	const lines = createLinesBehindOutput(text => {
		const event = decode(text);
		if (event === null) return;
		if (event?.type === 'run-ended') {
			deferredEnd = event;
			if (description.form === 'program') {
				scheduleKill(exitGraceMs);
			} else {
				void untilPipesAreRead().then(endDeferred);
			}
			return;
		}

		if (event) {
			emit(event);
			return;
		}

		const {isReported, isTooMuch} = stray.take(text);
		if (isReported) {
			emit(notAnEvent(text, now()));
		}
		if (isTooMuch) {
			endAtStray();
		}
	});

	child.onOutput({
		line(text) {
			silence?.heard();
			lines.receive(text);
		},
		tooLong: endAtStray,
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

	const begin = async () => {
		const ready = await child.ready;
		if (!ready || ended || signal.aborted) {
			return;
		}

		started = true;
		origin ??= performance.now();
		({runtime} = ready);
		emit({type: 'runtime-ready', at: 0, runtime: ready.runtime, executable: ready.executable});
		const missing = missingVersion(ready.runtime, program.needs);
		if (missing !== undefined) {
			emit({type: 'run-ended', at: 0, outcome: 'failed', error: {name: oldRuntime, message: missing}, open: []});
			child.kill();
			return;
		}
		if (program.timeLimit !== undefined) {
			limitTimer = setTimeout(endAtLimit, Math.max(0, origin - performance.now()) + program.timeLimit);
		}
		child.send({
			type: 'run',
			origin: origin + ready.offset,
			...(description.limit !== undefined && {limit: description.limit}),
			source: description.source,
			strategy: description.strategy.name,
			tasks: description.tasks,
			calls,
			files: files.map(({name, role, url}) => ({name, role, url: url.href})),
			...(program.arguments && {arguments: program.arguments}),
			...(program.folder && {folder: program.folder.href}),
			...(program.maxMemory !== undefined && {maxMemory: program.maxMemory}),
		});
	};

	const finish = (exit: Exit) => {
		lines.flush();
		clearTimeout(killTimer);
		clearTimeout(limitTimer);
		clearInterval(flushing);
		silence?.stop();
		signal.removeEventListener('abort', abort);
		if (deferredEnd) {
			endDeferred();
			clearTimeout(killTimer);
		}

		if (!ended) {
			const isStopped = signal.aborted || requested !== undefined;
			const error = isStopped ? undefined : parser?.explain(exit.code, runtime);
			const how = error ? ({outcome: 'failed', error} as const) : outcomeOfExit(exit, isStopped);
			emit(maskEvent({type: 'run-ended', at: now(), ...how, open: []}));
			clearTimeout(killTimer);
		}

		// A runner that has not started anything takes no signal, and was killed instead.
		const killedBy = started ? exit.signal : (requested ?? exit.signal);
		emit({type: 'engine-exited', at: now(), code: exit.code, signal: killedBy});
		queue.close();
	};

	emit(maskEvent(describeRun(language, program)));
	signal.addEventListener('abort', abort);
	if (signal.aborted) {
		abort();
	}

	void begin();
	void child.exit.then(finish);

	return {
		clock,
		cancel: task => child.send({type: 'cancel', task}),
		signal: sendSignal,
		input: child.input,
		[Symbol.asyncIterator]: queue[Symbol.asyncIterator],
	};
}
