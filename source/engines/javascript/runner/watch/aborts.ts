import type {Cancellation, Place} from '../../../../trace/event.ts';
import {apply} from '../built-ins.ts';
import {isObject, readProperty, readText} from '../safe-read.ts';
import type {Lane} from '../tracing/lane.ts';
import {withShapeOf} from './replace-method.ts';

/** Who aborted signals, known by the reason that a signal gives to those that listen to it. */
export type Aborts = {
	/** The reason is that of an abort with this cause. */
	readonly note: (reason: unknown, by: Cancellation) => void;
	/** What cancelled a lane that ends with that reason; undefined if nothing is known. */
	readonly causeOf: (reason: unknown, lane: Lane) => Cancellation | undefined;
	/** A lane has failed with that reason: it is no sign of an abort any more. */
	readonly failed: (reason: unknown) => void;
};

/** A reason is looked for in so many causes of an error: Node.js wraps it. */
const mostCauses = 4;

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
			for (let depth = 0; isObject(at) && depth < mostCauses; depth++) {
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
	readonly unseen: <Result>(run: () => Result) => Result;
};

/** Notes who calls `abort` of an `AbortController`, and where. `tracer`: see `Tracer`. */
export function watchAborts(tracer: Tracing, aborts: Aborts): void {
	const {prototype} = AbortController;
	const own = Object.getOwnPropertyDescriptor(prototype, 'abort');
	const abort: (this: AbortController, reason?: unknown) => void = own?.value;
	// A method, as the original is: without `prototype`, and no constructor.
	const {watched} = {
		watched(this: AbortController, ...given: [reason?: unknown]) {
			const {lane, place} = tracer.caller(watched);
			const by: Cancellation = {cause: 'signal', ...(lane && {task: lane.id}), ...(place && {place})};
			const signal = apply(signalOf, this, []);
			const isFirst = !apply(isAborted, signal, []);
			if (isFirst) {
				// Before it is aborted: who listens may end with it at once.
				tracer.unseen(() => aborts.note(given[0], by));
			}

			apply(abort, this, given);
			if (isFirst) {
				tracer.unseen(() => aborts.note(apply(reasonOf, signal, []), by));
			}
		},
	};
	Object.defineProperty(prototype, 'abort', {...own, value: withShapeOf(abort, watched)});
}
