import Module from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {outcomeOf} from './failures.ts';
import {createHiddenContext} from './hidden-context.ts';
import {enterFolder, loadingFailure, whyUnsupported} from './load-program.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {isModuleFile} from './main-program.ts';
import {watchIncoming} from './network/watch-incoming.ts';
import {watchRequests} from './network/watch-requests.ts';
import {createObservation} from './observation.ts';
import {inherits} from './safe-read.ts';
import type {Context, StackEntry} from './tracing/call-stack.ts';
import type {Lane} from './tracing/lane.ts';
import {topLevelScope} from './tracing/top-level.ts';
import {watchHandles} from './watch/handles.ts';
import type {ProcessEnd, UnhandledError} from './watch/process-exit.ts';
import {watchProcess} from './watch/process-exit.ts';
import {watchTimers} from './watch/timers.ts';
import {createWakers} from './watch/wakers.ts';
import {createWarnings, warn} from './watch/warnings.ts';
import {watchThreads} from './watch/workers.ts';

/**
 * Undocumented, and not in the types. `runMain` runs the file on the command line, and exists for modules that replace
 * it. `_compile` runs the code of a CommonJS file.
 */
const main = Module as unknown as {readonly runMain: () => void; readonly prototype: object};
const {prototype: loader} = main;

/**
 * Runs one file as `node FILE` does: by the same loader, until the loop is empty, the program exits, or nothing handles
 * an error. `url`: the URL of the file.
 */
export function runProgram(
	command: RunCommand,
	url: string,
	heartbeat: Heartbeat,
	watchdogPort: MessagePort,
	schedstat: number | undefined,
) {
	// Taken before the program can replace them.
	const {setTimeout: setTimer, setImmediate: turn} = globalThis;
	const exit = process.exit.bind(process);
	const path = fileURLToPath(url);

	const observation = createObservation(command, heartbeat, watchdogPort, schedstat, () => {});
	const {emit, positions, failures, lanes, promises} = observation;
	const topLevel = lanes.make({kind: 'program', name: 'top level', plannedTaskId: undefined});
	topLevel.scope = topLevelScope;
	const context = createHiddenContext<Lane | undefined>();
	/** The stretch of a CommonJS file that is being evaluated. `module`: the file is an ES module. */
	let evaluating: StackEntry | 'module' | undefined;
	/** The error that was reported last. */
	let fatal: Failure | undefined;
	let ended = false;

	const laneContext: Context = {current: () => context.getStore(), enter: lane => context.enterWith(lane)};
	const {callStack, tracer} = observation.trace({
		fallback: () => context.getStore(),
		outcome: (_, reason) => outcomeOf(reason),
		context: laneContext,
		topLevel,
		onEvaluate(promise) {
			// In a CommonJS program, this is a module that was imported later.
			if (evaluating !== 'module' && process.mainModule === undefined) {
				evaluating = 'module';
				promises.setLane(promise, topLevel);
				begin();
			}
		},
	});

	function begin(): StackEntry {
		if (topLevel.state === 'unknown') {
			observation.start();
			lanes.create(topLevel);
			lanes.start(topLevel);
		}

		return callStack.enter(topLevel, 'call');
	}

	function end(outcome: RunOutcome, error?: Failure, exitCode?: number) {
		if (!ended) {
			ended = true;
			tracer.flush();
			observation.end(outcome, error, [], exitCode);
		}
	}

	function onUnhandled({reason, promise, ofModule}: UnhandledError) {
		tracer.flush();
		// While the top level is suspended, other code can throw.
		const evaluates = !promise && topLevel.state === 'running';
		const loads = topLevel.state === 'unknown' || (evaluates && inherits(reason, SyntaxError.prototype));
		const failure = loads ? loadingFailure(reason, url, failures, positions) : failures.of(reason);
		fatal = failure;
		if (topLevel.state === 'unknown') {
			return;
		}

		if (evaluates) {
			lanes.end(topLevel, 'failed', {error: failure}, now());
		}

		const lane = promise ? promises.origin(promise) : ofModule || evaluates ? topLevel : context.getStore();
		warn(emit, promise ? 'unhandled-rejection' : 'uncaught', failure, lane && lanes.ensureReported(lane)?.id);
	}

	function endWith({by, code}: ProcessEnd) {
		tracer.flush();
		const isWaiting = topLevel.state !== 'ended' || lanes.isAnyWaiting();
		if (by === 'error') {
			end('failed', fatal, code);
			// Node.js prints the error itself, next.
			heartbeat.waitForEnd();
		} else if (by === 'empty' && isWaiting) {
			end('stalled', undefined, code);
		} else if (by === 'exit' && code !== 0 && lanes.isAnyWaitingOutside()) {
			end('exited', {name: 'Exit', message: `the program exited with code ${code}`}, code);
		} else {
			end('ok', undefined, code);
		}
	}

	/**
	 * Starts the top level when Node.js has read a CommonJS file and is about to run its code: it then reads `_compile`. A
	 * wrapper would appear in the program's stacks. The main module has the id `.`; its file name can be the target of a
	 * link.
	 */
	function watchLoader() {
		const own = Object.getOwnPropertyDescriptor(loader, '_compile') as PropertyDescriptor;
		const restore = (value: unknown) => Object.defineProperty(loader, '_compile', {...own, value});
		Object.defineProperty(loader, '_compile', {
			configurable: true,
			enumerable: own.enumerable ?? true,
			get(this: {readonly id?: unknown}) {
				if (this.id === '.') {
					restore(own.value);
					evaluating = begin();
				}

				return own.value;
			},
			set: restore,
		});
	}

	function run() {
		watchLoader();
		tracer.listen();
		if (isModuleFile(path)) {
			tracer.expectModule();
		}

		context.enterWith(topLevel);
		// Errors are left to Node.js. If we caught an error and threw it again, Node.js would show the wrong line.
		let hasThrown = true;
		try {
			main.runMain();
			hasThrown = false;
		} finally {
			tracer.runUntraced(() => leaveFile(hasThrown));
		}
	}

	/** Ends the stretch of a CommonJS file, and its lane unless it threw. */
	function leaveFile(hasThrown: boolean) {
		if (typeof evaluating !== 'object') {
			return;
		}

		callStack.leave(evaluating);
		if (!hasThrown && process.mainModule !== undefined) {
			evaluating = undefined;
			tracer.flush();
			lanes.end(topLevel, 'done', {}, now());
		}
	}

	function prepare(): Failure | undefined {
		const old = whyUnsupported(path);
		if (old) {
			return old;
		}

		process.argv = [process.execPath, path, ...(command.arguments ?? [])];
		return enterFolder(command, failures);
	}

	const failure = prepare();
	if (failure) {
		end('failed', failure);
		exit(1);
	} else {
		const handles = watchHandles(tracer, observation.since);
		const wakers = createWakers(emit, handles, lanes);
		observation.onBeat(wakers.beat);
		watchTimers({tracer, promises, handles});
		observation.onBeat(watchRequests({emit, tracer, promises}));
		observation.onBeat(watchIncoming({emit, lanes, context: laneContext, onOverdue: wakers.report}));
		watchThreads({emit, lanes, failures, promises, tracer, handles});
		watchProcess({
			runUntraced: tracer.runUntraced,
			onUnhandled,
			onWarning: createWarnings(emit, failures),
			onProcessEnd: endWith,
		});
		const early = command.origin - now();
		if (early > 0) {
			setTimer(run, early);
		} else {
			turn(run);
		}
	}

	return {
		abort() {
			end('cancelled');
			exit(0);
		},
		cancel() {},
	};
}
