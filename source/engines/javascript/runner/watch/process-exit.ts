import process from 'node:process';
import {callOriginal} from '../own-frames.ts';
import {callSites} from '../tracing/call-sites.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {replaceMethod} from './replace-method.ts';
import {idOfProgram} from './thread-ids.ts';

/** An error that nothing handled. */
export type UnhandledError = {
	readonly reason: unknown;
	/** The promise that was rejected with the error. Undefined if the error was thrown. */
	readonly promise: Promise<unknown> | undefined;
	/** Whether the evaluation of a module threw the error. Node.js awaits that evaluation itself. */
	readonly ofModule: boolean;
};

/** The file of Node.js that contains `process.exit`. */
const exitFile = 'node:internal/process/per_thread';

type Event = [event: string, ...values: unknown[]];
type Emit = (...given: Event) => boolean;

export type ProcessEnd = {
	readonly code: number;
	/**
	 * `empty`: the loop had nothing left to do. `exit`: the program called `process.exit`. `error`: the error that was
	 * reported last ended the process.
	 */
	readonly by: 'empty' | 'exit' | 'error';
};

type Parts = {
	readonly runUntraced: Tracer['runUntraced'];
	readonly onUnhandled: (error: UnhandledError) => void;
	readonly onWarning: (warning: unknown) => void;
	readonly onProcessEnd: (end: ProcessEnd) => void;
};

/**
 * Reports errors that nothing handles, the warnings of Node.js, and the end of this process. Changes nothing of it: the
 * program's own handlers still decide.
 */
export function watchProcess({runUntraced, onUnhandled, onWarning, onProcessEnd}: Parts): void {
	const {emit} = process;
	let rejected: {readonly reason: unknown; readonly promise: Promise<unknown>} | undefined;
	let by: ProcessEnd['by'] = 'empty';
	/** Rejections that only the program's own `unhandledRejection` listener received, with their reasons. */
	const listenedTo = new Map<Promise<unknown>, unknown>();

	const onUncaught = (reason: unknown, origin: unknown) => {
		onUnhandled({
			reason: rejected ? rejected.reason : reason,
			promise: rejected?.promise,
			ofModule: !rejected && origin === 'unhandledRejection',
		});
		rejected = undefined;
		if (process.listenerCount('uncaughtException') === 0 && !process.hasUncaughtExceptionCaptureCallback()) {
			by = 'error';
		}
	};

	const beforeListeners = (given: Event) => {
		const [event, value, other] = given;
		if (event === 'uncaughtExceptionMonitor') {
			onUncaught(value, other);
		} else if (event === 'warning') {
			onWarning(value);
		} else if (event === 'unhandledRejection') {
			rejected = {reason: value, promise: other as Promise<unknown>};
		} else if (event === 'rejectionHandled') {
			listenedTo.delete(value as Promise<unknown>);
		} else if (event === 'workerMessage') {
			given[2] = idOfProgram(other as number);
		} else if (event === 'exit') {
			by = isEmittedByExit() ? 'exit' : by;
			for (const [promise, reason] of by === 'error' ? [] : listenedTo) {
				onUnhandled({reason, promise, ofModule: false});
			}
		}
	};

	const afterListeners = ([event, code]: Event, hadListeners: boolean) => {
		if (event === 'exit') {
			onProcessEnd({code: Number(process.exitCode ?? code), by});
		} else if (hadListeners && rejected && event === 'unhandledRejection') {
			listenedTo.set(rejected.promise, rejected.reason);
			rejected = undefined;
		}
	};

	// A listener of ours would act like one of the program: Node.js would treat a rejection as handled, and our `exit`
	// listener would run before those of the program.
	const watched = (...given: Event): boolean => {
		runUntraced(() => beforeListeners(given));
		const hadListeners = callOriginal(emit as Emit, process, given);
		runUntraced(() => afterListeners(given, hadListeners));
		return hadListeners;
	};
	// Not a replacement of `process.exit`, which `node --trace-exit` would show.
	const isEmittedByExit = () => {
		const [caller] = callSites(watched, 1);
		return caller?.getFileName() === exitFile && caller.getFunctionName() === 'exit';
	};
	// A module that was preloaded before may have replaced the method of the prototype by one of the object, as Yarn does.
	replaceMethod(Object.hasOwn(process, 'emit') ? process : Object.getPrototypeOf(process), 'emit', watched);
}
