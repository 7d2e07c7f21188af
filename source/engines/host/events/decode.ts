import * as v from 'valibot';
import type {TraceEvent} from '../../../trace/event.ts';
import {eventSchemas} from '../../../trace/event.ts';
import {maskEvent} from '../../../trace/mask-secrets.ts';
import {createCompactDecoder} from './decode-compact.ts';
import type {MarkListener} from './output-mark.ts';
import {readMark} from './output-mark.ts';

/**
 * Decodes the lines of a runner (see protocol.ts). Returns the event of a line, a new object with its secrets masked;
 * null if the line only names something; undefined if it is not a line of a runner.
 */
export type Decoder = (line: string) => TraceEvent | null | undefined;

/** Creates a decoder. `marks` takes the marks of output; without it, a mark is not a line of a runner. */
export function createDecoder(marks?: MarkListener): Decoder {
	const decodeCompact = createCompactDecoder(marks);
	return line => {
		if (line === '') {
			return null;
		}

		if (!line.startsWith('{')) {
			return decodeCompact(line);
		}

		const mark = marks && readMark(line);
		if (mark) {
			marks.mark(mark);
			return null;
		}

		return decodeJson(line);
	};
}

function decodeJson(line: string): TraceEvent | undefined {
	try {
		const json = JSON.parse(line);
		const schema = eventSchemas.get(json?.type);
		const parsed = schema && v.safeParse(schema, json, {abortEarly: true});
		return parsed?.success ? maskEvent(parsed.output) : undefined;
	} catch {
		return undefined;
	}
}
