import process from 'node:process';
import type {Writable} from 'node:stream';
import {apply} from '../built-ins.ts';
import {withShapeOf} from './replace-method.ts';

/** A standard stream for output. */
export type StreamName = 'stdout' | 'stderr';

/**
 * Calls `watch` with a standard stream when the program first reads the stream's property. Node.js creates the stream
 * at that moment, which changes the descriptor and adds a resource, so our own code must not read the property first.
 */
export function onFirstRead(name: StreamName, watch: (stream: Writable) => void): void {
	const own = Object.getOwnPropertyDescriptor(process, name);
	const {get} = own ?? {};
	if (!get) {
		return;
	}

	let isWatched = false;
	const read = () => {
		const stream: Writable = apply(get, process, []);
		if (!isWatched) {
			isWatched = true;
			watch(stream);
		}

		return stream;
	};
	Object.defineProperty(process, name, {...own, get: withShapeOf(get, read)});
}
