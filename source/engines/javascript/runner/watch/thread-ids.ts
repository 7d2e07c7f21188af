import workerThreads from 'node:worker_threads';
import {apply} from '../built-ins.ts';
import {callOriginal} from '../own-frames.ts';
import {replaceMethod, withShapeOf} from './replace-method.ts';

// Taken before the program can replace them.
const {getEnvironmentData, setEnvironmentData} = workerThreads;

/** Under this key, the threads of the process share the id of our own thread. */
const key = 'async-tui';

let ownId = readOwnId();

function readOwnId(): number {
	const id: unknown = getEnvironmentData(key);
	return typeof id === 'number' ? id : Number.POSITIVE_INFINITY;
}

/** Returns the id that a thread would have without our own thread. Ids are given in order. */
export function idOfProgram(id: number): number {
	return id > ownId ? id - 1 : id;
}

/** Takes our own thread, which has just started, out of the count of threads. */
export function hideThread(id: number): void {
	ownId = id;
	setEnvironmentData(key, id);
}

/** Makes the ids of threads what they would be alone: of this one, of workers, and of those that messages are sent to. */
export function watchThreadIds(): void {
	const {prototype} = workerThreads.Worker;
	const own = Object.getOwnPropertyDescriptor(prototype, 'threadId');
	const getId = own?.get;
	if (getId) {
		const {shown} = {
			shown(this: workerThreads.Worker) {
				return idOfProgram(apply(getId, this, []));
			},
		};
		Object.defineProperty(prototype, 'threadId', {...own, get: withShapeOf(getId, shown)});
	}

	const threads = workerThreads as {
		threadId: number;
		postMessageToThread?: (...given: [number, ...unknown[]]) => unknown;
	};
	threads.threadId = idOfProgram(threads.threadId);
	const {postMessageToThread} = threads;
	if (postMessageToThread) {
		const {watched} = {
			watched(this: unknown, ...given: [number, ...unknown[]]) {
				if (given[0] >= ownId) {
					given[0]++;
				}

				return callOriginal(postMessageToThread, this, given);
			},
		};
		replaceMethod(threads, 'postMessageToThread', watched);
	}
}
