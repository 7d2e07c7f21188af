import type {Buffer} from 'node:buffer';
import {StringDecoder} from 'node:string_decoder';
import * as v from 'valibot';
import {place} from '../../trace/event-parts.ts';
import type {Written} from '../output-limit.ts';
import {untilPipesAreRead} from './until-pipes-are-read.ts';

/** What a process says ahead of a write to a standard stream: how many bytes are whose. */
const mark = v.object({
	type: v.literal('wrote'),
	at: v.pipe(v.number(), v.finite()),
	stream: v.picklist(['stdout', 'stderr']),
	bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	task: v.optional(v.string()),
	place: v.optional(place),
	/** They were written before the connection, and may have been read before it too. */
	early: v.optional(v.literal(true)),
});

export type Mark = v.InferOutput<typeof mark>;

/** Takes a piece of output; `at` in ms on the run's clock, undefined for what nothing was said of. */
export type Sink = (written: Written, at: number | undefined) => void;

export type OutputRouter = {
	/** The next bytes of a stream that nothing was said of are this sink's. */
	readonly expect: (mark: Mark, sink: Sink) => void;
	readonly receive: (stream: Mark['stream'], bytes: Buffer) => void;
	/** While the channel is not read, what comes waits for what is said of it. */
	readonly setReading: (isReading: boolean) => void;
	/** A character that was cut is all that there is of it. */
	readonly end: () => void;
};

/** Reads a mark. Undefined for any other line. */
export function readMark(line: string): Mark | undefined {
	if (!line.startsWith('{"type":"wrote"')) {
		return undefined;
	}

	try {
		const parsed = v.safeParse(mark, JSON.parse(line));
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Divides what a program writes to its pipes among those who say that they write it. The text is always that of the pipe; where processes
 * write to one pipe at once, a piece can go to the wrong one.
 */
export function createOutputRouter(others: Sink): OutputRouter {
	const streams = {stdout: createStream('stdout', others), stderr: createStream('stderr', others)};
	/** Pieces that wait for what is said of them; the first `due` of them have waited long enough. */
	const waiting: {readonly stream: Mark['stream']; readonly bytes: Buffer}[] = [];
	let due = 0;
	let isReading = true;

	const divide = (count: number) => {
		for (const {stream, bytes} of waiting.splice(0, count)) {
			streams[stream].divide(bytes);
		}
	};

	const divideDue = () => {
		if (isReading) {
			divide(due);
			due = 0;
		}
	};

	return {
		expect(next, sink) {
			const {marks, passed} = streams[next.stream];
			const left = next.bytes - (next.early ? passed() : 0);
			if (left > 0) {
				marks.push({mark: next, sink, left});
			}
		},
		receive(stream, bytes) {
			waiting.push({stream, bytes});
			// Each piece by itself: what is said of one that comes later may not have been read with the channel before it.
			void untilPipesAreRead().then(() => {
				due++;
				divideDue();
			});
		},
		setReading(isReadingNow) {
			isReading = isReadingNow;
			void untilPipesAreRead().then(divideDue);
		},
		end() {
			divide(waiting.length);
			due = 0;
			streams.stdout.end();
			streams.stderr.end();
		},
	};
}

function createStream(stream: Mark['stream'], others: Sink) {
	const marks: {readonly mark: Mark; readonly sink: Sink; left: number}[] = [];
	const decoder = new StringDecoder('utf8');
	let unsaid = 0;

	const pass = (text: string, next: (typeof marks)[number] | undefined) => {
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
		/** Bytes that nothing was said of. */
		passed: () => unsaid,
		divide(bytes: Buffer) {
			let rest = bytes;
			while (rest.length > 0) {
				const [next] = marks;
				const part = next ? rest.subarray(0, next.left) : rest;
				rest = rest.subarray(part.length);
				unsaid += next ? 0 : part.length;
				pass(decoder.write(part), next);
				if (next) {
					next.left -= part.length;
					if (next.left === 0) {
						marks.shift();
					}
				}
			}
		},
		end() {
			pass(decoder.end(), undefined);
		},
	};
}
