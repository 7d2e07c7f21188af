import type {Buffer} from 'node:buffer';
import {StringDecoder} from 'node:string_decoder';
import type {Written} from '../../output-limit.ts';
import type {Mark} from '../events/output-mark.ts';
import {createFifo} from '../fifo.ts';
import {untilPipesAreRead} from '../until-pipes-are-read.ts';

/** Takes a piece of output. `at`: ms on the run's clock; undefined for output that no mark announced. */
export type Sink = (written: Written, at: number | undefined) => void;

export type OutputRouter = {
	/** Assigns the next unannounced bytes of a stream to this sink. */
	readonly expect: (mark: Mark, sink: Sink) => void;
	readonly receive: (stream: Mark['stream'], bytes: Buffer) => void;
	/** Pauses or resumes. While the channel is not read, output waits for the marks that may announce it. */
	readonly setReading: (isReading: boolean) => void;
	/** Sets whether marks may come after their bytes. Meanwhile, output that no mark announced waits. */
	readonly setLate: (isLate: boolean) => void;
	/** Passes on all output that waits, including an incomplete character at its end. */
	readonly end: () => void;
};

/**
 * Divides the output in a program's pipes among the processes that announced it. The text is always exactly that of the
 * pipe. If several processes write to one pipe at once, a piece can be assigned to the wrong process. `others` gets
 * output that no mark announced.
 */
export function createOutputRouter(others: Sink): OutputRouter {
	const streams = {stdout: createStream('stdout', others), stderr: createStream('stderr', others)};
	/** Pieces that wait for the marks that may announce them. The first `due` of them have waited long enough. */
	const waiting = createFifo<{readonly stream: Mark['stream']; bytes: Buffer}>();
	let due = 0;
	let isReading = true;
	let isLate = false;

	/** Divides the oldest piece. Returns false if a part of it waits for a mark. */
	const divideNext = (waits: boolean): boolean => {
		const next = waiting.first();
		if (!next) {
			return false;
		}

		next.bytes = streams[next.stream].divide(next.bytes, waits);
		const isDivided = next.bytes.length === 0;
		if (isDivided) {
			waiting.shift();
		}

		return isDivided;
	};

	const divideDue = () => {
		for (; isReading && due > 0 && divideNext(isLate); due--);
	};

	return {
		expect(next, sink) {
			const {marks, passed} = streams[next.stream];
			const left = next.bytes - (next.early ? passed() : 0);
			if (left > 0) {
				marks.push({mark: next, sink, left});
				if (isLate) {
					divideDue();
				}
			}
		},
		receive(stream, bytes) {
			waiting.push({stream, bytes});
			// Each piece waits separately: when an earlier piece is due, the mark of a later one may not have been read yet.
			void untilPipesAreRead().then(() => {
				due++;
				divideDue();
			});
		},
		setReading(isReadingNow) {
			isReading = isReadingNow;
			void untilPipesAreRead().then(divideDue);
		},
		setLate(isLateNow) {
			isLate = isLateNow;
			divideDue();
		},
		end() {
			while (divideNext(false));
			due = 0;
			streams.stdout.end();
			streams.stderr.end();
		},
	};
}

/** Bytes that a mark announced. `left`: how many of them have not arrived. */
type Expected = {readonly mark: Mark; readonly sink: Sink; left: number};

function createStream(stream: Mark['stream'], others: Sink) {
	const marks = createFifo<Expected>();
	const decoder = new StringDecoder('utf8');
	let unannounced = 0;

	const pass = (text: string, next: Expected | undefined) => {
		if (text !== '') {
			const {task, place, at} = next?.mark ?? {};
			const written: Written = {
				type: 'output-written',
				stream,
				text,
				...(task !== undefined && {task}),
				...(place && {place}),
			};
			(next?.sink ?? others)(written, at);
		}
	};

	return {
		marks,
		/** Returns how many bytes no mark announced. */
		passed: () => unannounced,
		/** Passes bytes on. Returns those that no mark announced, if they wait for one: otherwise these pass as well. */
		divide(bytes: Buffer, waits: boolean): Buffer {
			let rest = bytes;
			while (rest.length > 0) {
				const next = marks.first();
				if (!next && waits) {
					break;
				}

				const part = next ? rest.subarray(0, next.left) : rest;
				rest = rest.subarray(part.length);
				unannounced += next ? 0 : part.length;
				pass(decoder.write(part), next);
				if (next) {
					next.left -= part.length;
					if (next.left === 0) {
						marks.shift();
					}
				}
			}

			return rest;
		},
		end() {
			pass(decoder.end(), undefined);
		},
	};
}
