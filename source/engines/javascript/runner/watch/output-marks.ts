import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import type {Writable} from 'node:stream';
import {createPieceAllowance} from '../../../output-limit.ts';
import {now} from '../clock.ts';
import type {Mark} from '../encode.ts';
import {callOriginal} from '../own-frames.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {pieceOf} from './output.ts';
import {replaceMethod, withShapeOf} from './replace-method.ts';
import type {StreamName} from './standard-stream.ts';
import {onFirstRead} from './standard-stream.ts';

type Report = (name: StreamName, data: unknown, encoding: unknown, below: (...parameters: never[]) => unknown) => void;

type WriteSync = (...values: unknown[]) => number;

const {byteLength, isEncoding} = Buffer;

/**
 * Sends a mark before each write to a standard stream: which lane writes how many bytes, and where. The bytes
 * themselves are not redirected: the host reads them from the program's pipe.
 */
export function markOutput(mark: (mark: Mark) => void, tracer: Tracer): void {
	// The host passes on twice the pieces of the limit, and joins further ones without their lines.
	const located = createPieceAllowance(now, 2);
	const callerOf: Tracer['caller'] = below => {
		if (located.left() < 1) {
			return {lane: tracer.laneOnThread(), place: undefined};
		}

		located.spend(1);
		return tracer.caller(below);
	};

	const reportingMark: Report = (name, data, encoding, below) =>
		tracer.runUntraced(() => {
			const bytes = sizeOf(data, encoding);
			if (bytes > 0) {
				const {lane, place} = callerOf(below);
				mark({stream: name, bytes, task: lane?.id, place});
			}
		});

	markStream('stdout', reportingMark, tracer);
	markStream('stderr', reportingMark, tracer);
	markWriteSync(reportingMark, tracer);
}

function markStream(name: StreamName, mark: Report, {runUntraced}: Pick<Tracer, 'runUntraced'>) {
	onFirstRead(name, stream => {
		const {write} = stream;
		const {watched} = {
			watched(this: Writable, ...values: Parameters<typeof write>) {
				if (!stream.writableEnded && !stream.destroyed) {
					mark(name, values[0], values[1], watched);
				}

				return callOriginal(write, this, values);
			},
		};
		runUntraced(() => replaceMethod(stream, 'write', watched as typeof write));
	});
}

function markWriteSync(mark: Report, {runUntraced}: Pick<Tracer, 'runUntraced'>) {
	const {writeSync} = fs;
	const watched: WriteSync = (...given) => {
		const descriptor = given[0];
		const isOutput = descriptor === 1 || descriptor === 2;
		const piece = isOutput ? runUntraced(() => pieceOf(given[1], given[2], given[3])) : undefined;
		if (piece) {
			mark(descriptor === 1 ? 'stdout' : 'stderr', piece, undefined, watched);
		}

		return callOriginal(writeSync as WriteSync, fs, given);
	};
	fs.writeSync = withShapeOf(writeSync, watched) as typeof writeSync;
	syncBuiltinESMExports();
}

function sizeOf(data: unknown, encoding: unknown): number {
	if (typeof data === 'string') {
		return byteLength(data, isEncoding(String(encoding)) ? (encoding as BufferEncoding) : 'utf8');
	}

	return ArrayBuffer.isView(data) ? data.byteLength : 0;
}
