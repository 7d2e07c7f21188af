import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import type {Writable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import {createOutputLimit, maxWriteLength} from '../../../output-limit.ts';
import {now} from '../clock.ts';
import {callOriginal} from '../own-frames.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {withShapeOf} from './replace-method.ts';
import type {StreamName} from './standard-stream.ts';
import {onFirstRead} from './standard-stream.ts';

type WriteSync = (...values: unknown[]) => number;
type Caller = ReturnType<Tracer['caller']>;
/** Receives a piece of output: text, or bytes in UTF-8 that may start or end within a character. */
type Write = (name: StreamName, data: string | Uint8Array, caller: Caller) => void;

/**
 * Reports what the program writes to its standard streams, with the lane and the line that wrote it. Returns a function
 * that reports what the output limit still holds back. `every`: calls a function every `ms`.
 */
export function watchOutput(
	emit: TraceWriter['emit'],
	tracer: Tracer,
	every: (ms: number, call: () => void) => void,
): () => void {
	const limit = createOutputLimit(emit, now);
	every(1000, limit.flush);
	/** A piece may end within a character. */
	const decoders = {stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8')};

	/** Too many pieces are joined, so the lines that write them are not looked up. */
	const callerOf: Tracer['caller'] = below =>
		tracer.runUntraced(() =>
			limit.hasRoom() ? tracer.caller(below) : {lane: tracer.laneOnThread(), place: undefined},
		);

	const write: Write = (name, data, {lane, place}) => {
		const isWhole = data.length <= maxWriteLength;
		const decoder = decoders[name];
		// Half of a surrogate pair is not a character: written to a stream, it becomes U+FFFD.
		const text =
			typeof data === 'string'
				? decoder.end() + data.slice(0, maxWriteLength).toWellFormed()
				: decoder.write(Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, maxWriteLength)));
		if (text !== '') {
			const written = {stream: name, text, ...(lane && {task: lane.id}), ...(place && {place})};
			limit.write({type: 'output-written', ...written}, isWhole ? text.length : data.length);
		}
	};

	for (const name of ['stdout', 'stderr'] as const) {
		onFirstRead(name, stream => tracer.runUntraced(() => watchStream(name, stream, write, callerOf, tracer)));
	}

	watchWriteSync(write, callerOf, tracer);
	return limit.flush;
}

/**
 * Intercepts what a stream would pass to the system. Everything before that, such as errors, callbacks and `drain`,
 * remains the stream's own.
 */
function watchStream(
	name: StreamName,
	stream: Writable,
	write: Write,
	callerOf: Tracer['caller'],
	{runUntraced}: Tracer,
) {
	const original = stream.write;
	let writer: Caller | undefined;

	const {watched} = {
		watched(this: Writable, ...values: Parameters<typeof original>) {
			writer = callerOf(watched);
			try {
				return callOriginal(original, this, values);
			} finally {
				writer = undefined;
			}
		},
	};

	const take = (data: string | Uint8Array, encoding: string, written: () => void) => {
		const isText = typeof data === 'string';
		const isUnicode = !isText || encoding === 'utf8' || encoding === 'utf-8' || encoding === 'buffer';
		const piece = isUnicode ? data : Buffer.from(data, encoding as BufferEncoding);
		runUntraced(() => write(name, piece, writer ?? callerOf(take)));
		written();
	};

	define(stream, 'write', withShapeOf(original, watched));
	define(stream, '_write', take);
	// Without `_writev`, corked pieces arrive one by one.
	define(stream, '_writev', undefined);
}

function watchWriteSync(write: Write, callerOf: Tracer['caller'], {runUntraced}: Tracer) {
	const {writeSync} = fs;
	const watched: WriteSync = (...given) => {
		const descriptor = given[0];
		const isOutput = descriptor === 1 || descriptor === 2;
		const piece = isOutput ? runUntraced(() => pieceOf(given[1], given[2], given[3])) : undefined;
		if (piece === undefined) {
			return callOriginal(writeSync as WriteSync, fs, given);
		}

		runUntraced(() => write(descriptor === 1 ? 'stdout' : 'stderr', piece, callerOf(watched)));
		return piece.length;
	};
	fs.writeSync = withShapeOf(writeSync, watched) as typeof writeSync;
	syncBuiltinESMExports();
}

/** Returns the bytes that `writeSync` would write. Undefined for arguments that it would reject. */
export function pieceOf(data: unknown, first?: unknown, second?: unknown): Uint8Array | undefined {
	if (typeof data === 'string') {
		const encoding = second ?? 'utf8';
		return Buffer.isEncoding(String(encoding)) ? Buffer.from(data, encoding as BufferEncoding) : undefined;
	}

	if (!ArrayBuffer.isView(data)) {
		return undefined;
	}

	const given =
		typeof first === 'object'
			? (first as {offset?: unknown; length?: unknown} | null)
			: {offset: first, length: second};
	const offset = given?.offset ?? 0;
	const length = given?.length ?? data.byteLength - Number(offset);
	const isInside =
		typeof offset === 'number' &&
		typeof length === 'number' &&
		Number.isInteger(offset) &&
		Number.isInteger(length) &&
		offset >= 0 &&
		length >= 0 &&
		offset + length <= data.byteLength;
	return isInside ? new Uint8Array(data.buffer, data.byteOffset + offset, length) : undefined;
}

function define(target: object, name: string, value: unknown) {
	Object.defineProperty(target, name, {value, writable: true, configurable: true, enumerable: false});
}
