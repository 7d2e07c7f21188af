import type {Writable} from 'node:stream';
import {lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {runExit} from '../../../exports/lines/run-exit.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import type {Trace} from '../../../trace/trace.ts';
import {write} from '../../write-stream.ts';

/**
 * Prints a run while it happens. Resolves with how the run ended, or with 0 if the reader has gone. `stop` is
 * aborted when the reader has gone: pass its signal to the engine.
 */
export async function printRun(
	events: AsyncIterable<TraceEvent>,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options?: LineOptions,
): Promise<RunExit> {
	let collected = undefined as {readonly trace: Trace} | undefined;
	const onTrace: LineOptions['onTrace'] = growing => {
		collected = growing;
	};
	const end = await write(stream, lineFormats[format](events, {...options, onTrace}), stop);
	return end === 'closed' ? 0 : runExit(collected?.trace);
}
