import {summarise} from '../../model/analysis/summary.ts';
import {modelAt} from '../../model/follow.ts';
import {collect} from '../../trace/collect.ts';
import type {TraceEvent} from '../../trace/event.ts';
import {formatEvent} from '../../trace/ndjson.ts';
import type {Trace} from '../../trace/trace.ts';

/**
 * A run as NDJSON: each event on a line of its own as it happens, as `source/trace/event.ts` documents it, and last
 * `{"type":"summary", …}`: times in milliseconds; `speedup` is the sum of latencies over the total.
 */
export async function* json(events: AsyncIterable<TraceEvent>): AsyncGenerator<string, void, undefined> {
	let trace = undefined as Trace | undefined;
	const onTrace = (growing: Trace) => {
		trace = growing;
	};
	for await (const event of collect(events, onTrace)) {
		yield escapeLine(formatEvent(event));
	}
	if (trace) {
		yield jsonLine({type: 'summary', ...summarise(modelAt(trace))});
	}
}

/** An object as a line of NDJSON. */
export function jsonLine(value: object): string {
	return escapeLine(JSON.stringify(value));
}

/** JSON leaves DEL and the C1 control characters as they are, and a terminal would obey them. Escaped, the value is the same. */
function escapeLine(text: string): string {
	return `${text.replace(/[\u007f-\u009f]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)}\n`;
}
