import * as v from 'valibot';
import type {TraceEvent} from '../../trace/event.ts';
import {eventSchemas} from '../../trace/event.ts';
import {maskEvent} from '../../trace/mask-secrets.ts';
import {createCompactDecoder} from './decode-compact.ts';

/**
 * Decodes the lines of a runner (see protocol.ts). Returns the event of a line, a new object with its secrets masked;
 * null if the line only names something; undefined if it is not a line of a runner.
 */
export type Decoder = (line: string) => TraceEvent | null | undefined;

export function createDecoder(): Decoder {
	const decodeCompact = createCompactDecoder();
	return line => {
		if (line === '') {
			return null;
		}

		return line.startsWith('{') ? decodeJson(line) : decodeCompact(line);
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
