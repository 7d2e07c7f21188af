import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';
import {createOutputLimit, mostAtOnce} from '../../../output-limit.ts';
import {now} from '../clock.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';

const {setInterval: repeat} = globalThis;

/**
 * Makes what the program writes to its standard streams events that know who wrote it, and where. The returned function tells what
 * was held back of a flood.
 */
export function watchOutput(emit: TraceWriter['emit'], tracer: Tracer): () => void {
	const limit = createOutputLimit(emit, now);
	repeat(limit.flush, 1000).unref();

	const write = (
		stream: 'stdout' | 'stderr',
		data: string | NodeJS.ArrayBufferView,
		below: (...parameters: never[]) => unknown,
	) => {
		const size = typeof data === 'string' ? data.length : data.byteLength;
		if (size === 0) {
			return;
		}

		const text =
			typeof data === 'string'
				? data
				: Buffer.from(data.buffer, data.byteOffset, Math.min(size, mostAtOnce)).toString();
		const {lane, place} = tracer.caller(below);
		limit.write({type: 'output-written', stream, text, ...(lane && {task: lane.id}), ...(place && {place})}, size);
	};

	for (const name of ['stdout', 'stderr'] as const) {
		const watched = (data: string | Uint8Array, encoding?: unknown, written?: unknown) => {
			write(name, data, watched);
			const callback = typeof encoding === 'function' ? encoding : written;
			if (typeof callback === 'function') {
				process.nextTick(callback as () => void);
			}

			return true;
		};
		process[name].write = watched;
	}

	const {writeSync} = fs;
	const watched = (descriptor: number, data: string | NodeJS.ArrayBufferView, ...rest: []) => {
		if (descriptor !== 1 && descriptor !== 2) {
			return writeSync(descriptor, data as string, ...rest);
		}

		write(descriptor === 1 ? 'stdout' : 'stderr', data, watched);
		return typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
	};
	fs.writeSync = watched;
	syncBuiltinESMExports();
	return limit.flush;
}
