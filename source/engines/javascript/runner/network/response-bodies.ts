import {types} from 'node:util';
import type {WaitsFor} from '../../../../trace/event.ts';
import {apply} from '../built-ins.ts';
import type {Promises} from '../tracing/wait-reasons.ts';
import {streamClasses} from './stream-classes.ts';

export type Bodies = {
	/** What reads that reply, in whatever way, waits for this. */
	readonly belongs: (response: object, on: WaitsFor) => void;
};

const {isPromise} = types;

type Method = (this: object, ...values: unknown[]) => unknown;

const readsAll = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'];
const leadsToParts = ['getReader', 'values', Symbol.asyncIterator, 'pipeThrough', 'tee'];

/**
 * Makes the promises for the body of a reply, or for a part of it, tell what they wait for: all that the reply's methods lead to,
 * its stream, the stream's readers and iterators, belongs to the same request. `response`: the prototype of replies.
 */
export function watchBodies(promises: Pick<Promises, 'note'>, response: object): Bodies {
	const owners = new WeakMap<object, WaitsFor>();

	const belongs = (result: unknown, on: WaitsFor) => {
		if (isPromise(result)) {
			promises.note(result, on);
		} else if (Array.isArray(result)) {
			for (const each of result) {
				belongs(each, on);
			}
		} else if (typeof result === 'object' && result !== null) {
			owners.set(result, on);
			// An iterator of a stream has methods of its own.
			watch(result, ['next']);
		}
	};

	const watched = (original: Method): Method =>
		function (...values) {
			const on = owners.get(this);
			const result = apply(original, this, values);
			if (on) {
				belongs(result, on);
			}

			return result;
		};

	const watch = (prototype: object, names: readonly PropertyKey[]) => {
		for (const name of names) {
			const own = Object.getOwnPropertyDescriptor(prototype, name);
			// The program may have made it its own.
			if (!own?.configurable) continue;
			if (own.get) {
				Object.defineProperty(prototype, name, {...own, get: watched(own.get)});
			} else if (typeof own.value === 'function') {
				Object.defineProperty(prototype, name, {...own, value: watched(own.value)});
			}
		}
	};

	const {ReadableStream, ReadableStreamDefaultReader} = streamClasses();
	watch(response, ['body', 'clone', ...readsAll]);
	watch(ReadableStream.prototype, leadsToParts);
	watch(ReadableStreamDefaultReader.prototype, ['read']);
	return {belongs};
}
