import type {Writable} from 'node:stream';
import type {LinesOptions} from '../../../exports/lines/index.ts';
import {exitCode, lineFormats} from '../../../exports/lines/index.ts';
import type {RunOutcome, TraceEvent} from '../../../trace/event.ts';
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
	options?: LinesOptions,
): Promise<0 | 1> {
	let outcome: RunOutcome | undefined;
	async function* watched() {
		for await (const event of events) {
			if (event.type === 'run-ended') {
				outcome = event.outcome;
			}
			yield event;
		}
	}
	const end = await write(stream, lineFormats[format](watched(), options), stop);
	return end === 'closed' ? 0 : exitCode(outcome);
}
