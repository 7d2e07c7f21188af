import type {Cancellation, Place} from '../../../../trace/event.ts';
import {apply} from '../built-ins.ts';
import {callOriginal} from '../own-frames.ts';
import {isObject, readProperty, readText} from '../safe-read.ts';
import type {Lane} from '../tracing/lane.ts';
import {withShapeOf} from './replace-method.ts';

/** Remembers who aborted a signal, by the reason that the signal gives to its listeners. */
export type Aborts = {
	/** Records the cause of the abort with this reason. */
	readonly note: (reason: unknown, by: Cancellation) => void;
	/** Returns what cancelled a lane that ends with this reason. Undefined if that is unknown, or is the lane itself. */
	readonly causeOf: (reason: unknown, lane: Lane) => Cancellation | undefined;
	/** Records that a lane failed with this reason. From then on, the reason is not a sign of an abort. */
	readonly failed: (reason: unknown) => void;
};

/** How many errors of a `cause` chain are searched for a reason, because Node.js wraps it. */
const maxCauses = 4;

export function createAborts(): Aborts {
	const known = new WeakMap<object, Cancellation>();
	const failures = new WeakSet<object>();

	return {
		note(reason, by) {
			if (isObject(reason) && !failures.has(reason)) {
				known.set(reason, by);
			}
		},
		causeOf(reason, lane) {
			let at = reason;
			for (let depth = 0; isObject(at) && depth < maxCauses; depth++) {
				const by = known.get(at);
				if (by) {
					return by.task === lane.id ? undefined : by;
				}

				if (readText(at, 'name') === 'TimeoutError') {
					return {cause: 'timeout'};
				}

				at = readProperty(at, 'cause');
			}

			return undefined;
		},
		failed(reason) {
			if (isObject(reason)) {
				failures.add(reason);
				known.delete(reason);
			}
		},
	};
}

const signalOf = Object.getOwnPropertyDescriptor(AbortController.prototype, 'signal')?.get as () => AbortSignal;
const isAborted = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted')?.get as () => boolean;
const reasonOf = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'reason')?.get as () => unknown;

type Tracing = {
	readonly caller: (below: (...parameters: never[]) => unknown) => {
		readonly lane: Lane | undefined;
		readonly place: Place | undefined;
	};
	readonly runUntraced: <Result>(run: () => Result) => Result;
};

/** Records which lane calls `abort` of an `AbortController`, and where. `tracer`: see `Tracer`. */
export function watchAborts(tracer: Tracing, aborts: Aborts): void {
	const {prototype} = AbortController;
	const own = Object.getOwnPropertyDescriptor(prototype, 'abort');
	const abort: (this: AbortController, reason?: unknown) => void = own?.value;
	// Defined as a method, like the original: it has no `prototype` and is not a constructor.
	const {watched} = {
		watched(this: AbortController, ...given: [reason?: unknown]) {
			const {lane, place} = tracer.caller(watched);
			const by: Cancellation = {cause: 'signal', ...(lane && {task: lane.id}), ...(place && {place})};
			const signal = openSignalOf(this);
			if (signal) {
				// Recorded before the abort, because the lane of a listener may end with this reason immediately.
				tracer.runUntraced(() => aborts.note(given[0], by));
			}

			callOriginal(abort, this, given);
			if (signal) {
				tracer.runUntraced(() => aborts.note(apply(reasonOf, signal, []), by));
			}
		},
	};
	Object.defineProperty(prototype, 'abort', {...own, value: withShapeOf(abort, watched)});
}

/** Returns the signal of a controller. Undefined if it is already aborted, or if the object is not a controller. */
function openSignalOf(controller: AbortController): AbortSignal | undefined {
	try {
		const signal: AbortSignal = apply(signalOf, controller, []);
		return apply(isAborted, signal, []) ? undefined : signal;
	} catch {
		return undefined;
	}
}
