import childProcess from 'node:child_process';
import events from 'node:events';
import {syncBuiltinESMExports} from 'node:module';
import {basename} from 'node:path';
import process from 'node:process';
import {StringDecoder} from 'node:string_decoder';
import workerThreads from 'node:worker_threads';
import {now} from '../clock.ts';
import type {Failures} from '../failures.ts';
import {callOriginal} from '../own-frames.ts';
import {readProperty} from '../safe-read.ts';
import {shorten} from '../shorten.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Lane} from '../tracing/lane.ts';
import type {Lanes} from '../tracing/lanes.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import type {Tracer} from '../tracing/tracer.ts';
import type {Handles} from './handles.ts';
import {replaceMethod, withTextOf} from './replace-method.ts';
import {watchThreadIds} from './thread-ids.ts';
import {constructing} from './timers.ts';

type Parts = {
	readonly emit: TraceWriter['emit'];
	readonly lanes: Lanes;
	readonly failures: Failures;
	readonly promises: Promises;
	readonly tracer: Tracer;
	readonly handles: Pick<Handles, 'thread' | 'ended'>;
	/** Whether the output of worker threads is left to Node.js instead of being reported. */
	readonly leavesOutput: boolean;
};

/** The function of ours that the program has called. */
type Below = (...parameters: never[]) => unknown;
type WorkerArguments = [file: string | URL, options?: workerThreads.WorkerOptions];

/**
 * Creates lanes for the worker threads and processes that the program starts. Such a lane waits from start to end,
 * because it is never on the thread of the loop.
 */
export function watchThreads({emit, lanes, failures, promises, tracer, handles, leavesOutput}: Parts): void {
	const begin = (name: string, what: string, below: Below): Lane => {
		const {lane: parent, place} = tracer.caller(below);
		const lane = lanes.make({kind: 'thread', name, plannedTaskId: parent?.plannedTaskId});
		lanes.create(lane, parent);
		lanes.start(lane);
		lanes.wait(lane, {kind: 'thread', what: shorten(what)}, place);
		const awaited = constructing(promises, below);
		if (awaited) {
			promises.note(awaited, {kind: 'task', task: lane.id});
		}

		return lane;
	};

	const listeners = new WeakMap<object, (event: string, value: unknown) => void>();

	/**
	 * Ends a lane when its thread or process ends, before the program receives that event. `lives`: whether the thread or
	 * process exists after an error.
	 */
	const follow = (emitter: events.EventEmitter, lane: Lane, wasEnded: () => boolean, lives: () => boolean) => {
		promises.setObjectLane(emitter, lane);
		let reason: unknown;
		listeners.set(emitter, (event, value) => {
			reason = event === 'error' ? value : reason;
			if (event === 'exit' || (event === 'error' && !lives())) {
				const error = reason === undefined ? codeOf(value) : failures.of(reason);
				const outcome = wasEnded() ? 'cancelled' : error ? 'failed' : 'done';
				handles.ended(emitter);
				lanes.end(lane, outcome, outcome === 'failed' && error ? {error} : {}, now());
			}
		});
	};

	/** Records that a promise waits for a thread or process, if the emitter is one. */
	const noteEnd = (promise: Promise<unknown>, emitter: object) =>
		tracer.runUntraced(() => {
			const lane = promises.objectLane(emitter);
			if (lane) {
				promises.note(promise, {kind: 'task', task: lane.id});
			}
		});

	/** Calls the listeners that `follow` adds, before those of the program. */
	const watchEmit = (prototype: events.EventEmitter) => {
		const original = prototype.emit as (event: string, ...values: unknown[]) => boolean;
		const {watched} = {
			watched(this: object, ...given: [event: string, ...values: unknown[]]) {
				tracer.runUntraced(() => listeners.get(this)?.(given[0], given[1]));
				return callOriginal(original, this, given);
			},
		};
		replaceMethod(prototype, 'emit', watched as typeof prototype.emit);
	};

	const {Worker: OriginalWorker} = workerThreads;
	const {terminate} = OriginalWorker.prototype;
	const terminated = new WeakSet<object>();
	const watchedTerminate = {
		terminate(this: workerThreads.Worker, ...given: unknown[]) {
			tracer.runUntraced(() => terminated.add(this));
			// A callback still works, with a warning.
			const promise = callOriginal(terminate, this, given as []);
			noteEnd(promise, this);
			return promise;
		},
	};
	replaceMethod(OriginalWorker.prototype, 'terminate', watchedTerminate.terminate);
	watchEmit(OriginalWorker.prototype);

	const reportWorker = (worker: workerThreads.Worker, [file, options]: WorkerArguments, below: Below) => {
		const name = options?.name ?? (options?.eval ? 'worker' : basename(String(file)));
		const lane = begin(name, name, below);
		for (const stream of ['stdout', 'stderr'] as const) {
			if (!options?.[stream] && !leavesOutput) {
				// Otherwise Node.js would pipe this output into our own stream, as if this thread had written it.
				worker[stream].unpipe(process[stream]);
				const decoder = new StringDecoder('utf8');
				worker[stream].on('data', (data: Buffer) => {
					const text = decoder.write(data);
					if (text !== '') {
						emit({type: 'output-written', stream, text, task: lane.id});
					}
				});
				worker[stream].resume();
			}
		}

		handles.thread(worker, `worker ${name}`, lane.place, () => hasRef(worker, 'kHandle'));
		follow(
			worker,
			lane,
			() => terminated.has(worker),
			() => true,
		);
	};

	const WatchedWorker = new Proxy(OriginalWorker, {
		construct: function construct(target, given: WorkerArguments, newTarget) {
			const worker = callOriginal(Reflect.construct, Reflect, [target, given, newTarget]) as workerThreads.Worker;
			tracer.runUntraced(() => reportWorker(worker, given, construct));
			return worker;
		},
	});
	workerThreads.Worker = withTextOf(OriginalWorker, WatchedWorker);

	const prototype = childProcess.ChildProcess.prototype as childProcess.ChildProcess & {spawn: () => unknown};
	const {spawn} = prototype;
	const reportProcess = (child: childProcess.ChildProcess, below: Below) => {
		const [command = child.spawnfile, ...parameters] = child.spawnargs;
		const lane = begin(basename(command), [basename(command), ...parameters].join(' '), below);
		handles.thread(child, `process ${basename(command)}`, lane.place, () => hasRef(child, '_handle'));
		follow(
			child,
			lane,
			() => child.signalCode !== null,
			() => child.pid !== undefined,
		);
	};

	const {watchedSpawn} = {
		watchedSpawn(this: childProcess.ChildProcess, ...given: []) {
			// Throws if the program calls it with options that Node.js rejects.
			const result = callOriginal(spawn, this, given);
			tracer.runUntraced(() => reportProcess(this, watchedSpawn));
			return result;
		},
	};
	replaceMethod(prototype, 'spawn', watchedSpawn);
	watchEmit(childProcess.ChildProcess.prototype);

	const {once} = events;
	const {watchedOnce} = {
		watchedOnce(this: unknown, ...given: Parameters<typeof once>) {
			const promise = callOriginal(once, this, given);
			noteEnd(promise, given[0]);
			return promise;
		},
	};
	replaceMethod(events, 'once', watchedOnce as typeof once);
	watchThreadIds();
	syncBuiltinESMExports();
}

function codeOf(code: unknown) {
	return code === 0 || code === null ? undefined : {name: 'Exit', message: `exited with code ${code}`};
}

/**
 * Whether a thread or process keeps this process alive. `object`: its `Worker` or `ChildProcess`. `key`: the property
 * of its handle, by its name or the description of its symbol.
 */
function hasRef(object: object, key: string): boolean {
	const symbol = Object.getOwnPropertySymbols(object).find(({description}) => description === key);
	const handle = readProperty(object, symbol ?? key) as {readonly hasRef?: () => boolean} | null | undefined;
	return handle?.hasRef?.() ?? false;
}
