import Module from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {MessagePort} from 'node:worker_threads';
import type {Failure} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {outcomeOf} from './failures.ts';
import {createHiddenContext} from './hidden-context.ts';
import {enterFolder, loadingFailure, whyUnsupported} from './load-program.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {isModuleFile} from './main-program.ts';
import {createObservation} from './observation.ts';
import {createProgramEnd} from './program-end.ts';
import {inherits} from './safe-read.ts';
import type {Context, StackEntry} from './tracing/call-stack.ts';
import type {Lane} from './tracing/lane.ts';
import {topLevelScope} from './tracing/top-level.ts';
import {watchProgram} from './watch-program.ts';

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
	const {positions, failures, lanes, promises} = observation;
	const topLevel = lanes.make({kind: 'program', name: 'top level', plannedTaskId: undefined});
	topLevel.scope = topLevelScope;
	const context = createHiddenContext<Lane | undefined>();
	/** The stretch of a CommonJS file that is being evaluated. `module`: the file is an ES module. */
	let evaluating: StackEntry | 'module' | undefined;

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

	const programEnd = createProgramEnd({
		observation,
		tracer,
		topLevel,
		isOpen: () => topLevel.state !== 'ended',
		currentLane: laneContext.current,
		failureOf(reason, evaluates) {
			const loads = topLevel.state === 'unknown' || (evaluates && inherits(reason, SyntaxError.prototype));
			return loads ? loadingFailure(reason, url, failures, positions) : failures.of(reason);
		},
		// Node.js prints the error itself, next.
		onFailed: () => heartbeat.waitForEnd(),
	});

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
		programEnd.end('failed', failure);
		exit(1);
	} else {
		watchProgram(observation, tracer, programEnd, {context: laneContext, leavesOutput: false});
		const early = command.origin - now();
		if (early > 0) {
			setTimer(run, early);
		} else {
			turn(run);
		}
	}

	return {
		abort() {
			programEnd.end('cancelled');
			exit(0);
		},
		cancel() {},
	};
}
