import type {Writable} from 'node:stream';
import {exitCode, lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import {createEventWindow} from '../../../model/event-window.ts';
import {collect} from '../../../trace/collect.ts';
import type {RunDescription, TraceEvent} from '../../../trace/event.ts';
import type {TraceWriter} from '../../../trace/trace.ts';
import {write} from '../../write-stream.ts';

/**
 * Prints a run while it happens. Resolves with the exit code of the run, or with 0 if the reader has gone. `stop` is
 * aborted when the reader has gone: pass its signal to the engine.
 */
export async function printRun(
	events: AsyncIterable<TraceEvent>,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options?: LineOptions,
): Promise<number> {
	let first: TraceWriter | undefined;
	const create = (description: RunDescription) => {
		const written = createEventWindow(description, {keep: options?.keep});
		first ??= written;
		return written;
	};
	const collected = collect(events, {create});
	const end = await write(stream, lineFormats[format](collected, options), stop);
	return end === 'closed' ? 0 : exitCode(first?.trace);
}
