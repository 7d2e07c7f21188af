import type {Writable} from 'node:stream';
import {exitCode, lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import {collect} from '../../../trace/collect.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';
import {write} from '../../write-stream.ts';

/**
 * Prints a run while it happens. Resolves with the exit code of the run, or with 0 if the reader has gone. `stop` is aborted when the reader has gone: pass its signal to the engine.
 */
export async function printRun(
	events: AsyncIterable<TraceEvent>,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options?: LineOptions,
): Promise<number> {
	const traces: Trace[] = [];
	const collected = collect(events, {onTrace: trace => traces.push(trace)});
	const end = await write(stream, lineFormats[format](collected, options), stop);
	return end === 'closed' ? 0 : exitCode(traces[0]);
}
