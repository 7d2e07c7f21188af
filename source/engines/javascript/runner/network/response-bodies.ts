import {types} from 'node:util';
import type {WaitsFor} from '../../../../trace/event.ts';
import {callOriginal} from '../own-frames.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import {withShapeOf} from '../watch/replace-method.ts';
import {streamClasses} from './stream-classes.ts';

export type Bodies = {
	/** Records `on` as what every read of the response, in whatever way, waits for. */
	readonly assign: (response: object, on: WaitsFor) => void;
};

const {isPromise} = types;

type Method = (this: object, ...values: unknown[]) => unknown;

const readsAll = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'];
const leadsToParts = ['getReader', 'values', Symbol.asyncIterator, 'pipeThrough', 'tee'];

/**
 * Records for each promise of a response body, or of a part of it, what the promise waits for. Everything that the
 * response's methods lead to belongs to the same request: its stream, and the readers and iterators of that stream.
 * `response`: the prototype of responses.
 */
export function watchBodies(promises: Pick<Promises, 'note' | 'enterNoted' | 'leaveNoted'>, response: object): Bodies {
	const owners = new WeakMap<object, WaitsFor>();

	const assign = (result: unknown, on: WaitsFor) => {
		if (isPromise(result)) {
			promises.note(result, on);
		} else if (Array.isArray(result)) {
			for (const each of result) {
				assign(each, on);
			}
		} else if (typeof result === 'object' && result !== null) {
			owners.set(result, on);
			// The iterator of a stream has its methods as own properties.
			watch(result, ['next']);
		}
	};

	const watchedMethod = (original: Method): Method => {
		const {watched} = {
			watched(this: object, ...values: unknown[]) {
				const on = owners.get(this);
				if (!on) {
					return callOriginal(original, this, values);
				}

				promises.enterNoted();
				try {
					const result = callOriginal(original, this, values);
					assign(result, on);
					return result;
				} finally {
					promises.leaveNoted();
				}
			},
		};
		return withShapeOf(original, watched);
	};

	const watch = (prototype: object, names: readonly PropertyKey[]) => {
		for (const name of names) {
			const own = Object.getOwnPropertyDescriptor(prototype, name);
			// Absent in this runtime, or made non-configurable by the program.
			if (!own?.configurable) continue;
			if (own.get) {
				Object.defineProperty(prototype, name, {...own, get: watchedMethod(own.get)});
			} else if (typeof own.value === 'function') {
				Object.defineProperty(prototype, name, {...own, value: watchedMethod(own.value)});
			}
		}
	};

	const {ReadableStream, ReadableStreamDefaultReader} = streamClasses();
	watch(response, ['body', 'clone', ...readsAll]);
	watch(ReadableStream.prototype, leadsToParts);
	watch(ReadableStreamDefaultReader.prototype, ['read']);
	return {assign};
}
