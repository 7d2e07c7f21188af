import {once} from 'node:events';
import type {Writable} from 'node:stream';

/** The errors of a stream whose reader has gone: a closed pipe, a terminal that was hung up. */
const closedCodes = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

/** The number of characters up to which texts are joined. */
const maxJoinedLength = 65_536;

/** ms between two short writes. Each write wakes the reader, and costs as much as to compute ten lines of a run. */
const minIntervalMs = 15;

/**
 * Writes texts to a stream at the speed of its reader, joining those of one turn of the loop, and in a flood those of 15
 * ms. Resolves with `written` when all are flushed, or with `closed` as soon as the reader has gone (`| head -1`), which is not an error. In that
 * case `stop` is aborted, so that the source of the texts can end. Rejects on any other error of the stream, and aborts
 * `stop` too. The stream stays open.
 */
export async function write(
	stream: Writable,
	texts: AsyncIterable<string> | Iterable<string>,
	stop: AbortController = new AbortController(),
): Promise<'written' | 'closed'> {
	const broken = new AbortController();
	let failure: NodeJS.ErrnoException | undefined;
	const fail = (error: Error) => {
		failure ??= error;
		broken.abort();
		stop.abort();
	};
	stream.on('error', fail);
	let joined = '';
	let writtenAt = Number.NEGATIVE_INFINITY;
	let soon: NodeJS.Immediate | undefined;
	let later: NodeJS.Timeout | undefined;
	const writeJoined = () => {
		clearImmediate(soon);
		clearTimeout(later);
		[soon, later] = [undefined, undefined];
		if (!failure && joined !== '') {
			stream.write(joined);
			writtenAt = performance.now();
		}
		joined = '';
	};
	const writeSoon = () => {
		if (soon || later) {
			return;
		}

		const wait = writtenAt + minIntervalMs - performance.now();
		if (wait > 0) {
			later = setTimeout(writeJoined, wait);
		} else {
			soon = setImmediate(writeJoined);
		}
	};
	try {
		for await (const text of texts) {
			joined += text;
			if (joined.length < maxJoinedLength) {
				writeSoon();
			} else {
				writeJoined();
			}
			if (!failure && stream.writableNeedDrain) {
				// Rejects only when the stream fails, which `fail` has noted.
				await once(stream, 'drain', {signal: broken.signal}).catch(() => {});
			}
			if (failure) {
				break;
			}
		}
		writeJoined();
		if (!failure) {
			await new Promise<void>(resolve => {
				stream.write('', error => {
					if (error) {
						fail(error);
					}
					resolve();
				});
			});
		}
	} finally {
		// A failed stream can emit its error again later.
		if (!failure) {
			stream.off('error', fail);
		}
	}
	if (!failure) {
		return 'written';
	}
	if (closedCodes.has(failure.code ?? '')) {
		return 'closed';
	}
	throw failure;
}

/** Prints a text. Resolves with the exit code 0, also if the reader has gone. */
export async function printText(stream: Writable, text: string): Promise<0> {
	await write(stream, [text]);
	return 0;
}
