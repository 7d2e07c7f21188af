import process from 'node:process';
import {callOriginal} from '../own-frames.ts';
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

type Emit = (event: string, ...values: unknown[]) => boolean;

export type ProcessEnd = {
	readonly code: number;
	/**
	 * `empty`: the loop had nothing left to do. `exit`: the program called `process.exit`. `error`: the error that was
	 * reported last ended the process.
	 */
	readonly by: 'empty' | 'exit' | 'error';
};

/**
 * Reports errors that nothing handles, the warnings of Node.js, and the end of this process. Changes nothing of it: the
 * program's own handlers still decide.
 */
export function watchProcess(
	onUnhandled: (error: UnhandledError) => void,
	onWarning: (warning: unknown) => void,
	onProcessEnd: (end: ProcessEnd) => void,
): void {
	const {emit, exit} = process;
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

	// The arguments are passed on as they are: without any, Node.js exits with `process.exitCode`.
	const watchedExit: typeof process.exit = (...given) => {
		by = 'exit';
		return callOriginal(exit, process, given);
	};
	replaceMethod(process, 'exit', watchedExit);

	// A listener of ours would act like one of the program: Node.js would treat a rejection as handled, and our `exit`
	// listener would run before those of the program.
	const watched = (...[event, ...values]: [event: string, ...values: unknown[]]): boolean => {
		if (event === 'uncaughtExceptionMonitor') {
			onUncaught(values[0], values[1]);
		} else if (event === 'warning') {
			onWarning(values[0]);
		} else if (event === 'unhandledRejection') {
			rejected = {reason: values[0], promise: values[1] as Promise<unknown>};
		} else if (event === 'rejectionHandled') {
			listenedTo.delete(values[0] as Promise<unknown>);
		} else if (event === 'workerMessage') {
			values[1] = idOfProgram(values[1] as number);
		} else if (event === 'exit' && by !== 'error') {
			for (const [promise, reason] of listenedTo) {
				onUnhandled({reason, promise, ofModule: false});
			}
		}

		const hadListeners = callOriginal(emit as Emit, process, [event, ...values]);
		if (event === 'exit') {
			onProcessEnd({code: Number(process.exitCode ?? values[0]), by});
		} else if (hadListeners && rejected && event === 'unhandledRejection') {
			listenedTo.set(rejected.promise, rejected.reason);
			rejected = undefined;
		}

		return hadListeners;
	};
	replaceMethod(Object.getPrototypeOf(process), 'emit', watched);
}
