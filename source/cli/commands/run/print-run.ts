import type {Writable} from 'node:stream';
import {exitCode, lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';
import {write} from '../../write-stream.ts';

/**
 * Writes a run to a stream while it happens and resolves with the exit code: 0 if it settled as its strategy means it to,
 * or if nobody reads any more; else 1. `stop` is aborted when nobody reads any more: give its signal to the engine.
 */
export async function printRun(
	events: AsyncIterable<TraceEvent>,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options?: LineOptions,
): Promise<0 | 1> {
	const traces: Trace[] = [];
	const collected = collect(events, trace => traces.push(trace));
	const end = await write(stream, lineFormats[format](collected, options), stop);
	return end === 'closed' ? 0 : exitCode(traces[0]);
}
