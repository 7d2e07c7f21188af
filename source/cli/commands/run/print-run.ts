import type {Writable} from 'node:stream';
import {lineFormats} from '../../../exports/lines/index.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {exitOf} from '../../../exports/lines/run-exit.ts';
import type {EventStream} from '../../../trace/event.ts';
import {write} from '../../write-stream.ts';

/**
 * Prints a run while it happens. Resolves with how the run ended, or with 0 if the reader has gone. `stop` is
 * aborted when the reader has gone: pass its signal to the engine.
 */
export async function printRun(
	events: EventStream,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options?: Omit<LineOptions, 'onEnd'>,
): Promise<RunExit> {
	let exit: RunExit = 1;
	const onEnd: LineOptions['onEnd'] = model => {
		exit = exitOf(model.description, model.end, model.exit);
	};
	const end = await write(stream, lineFormats[format](events, {...options, onEnd}), stop);
	return end === 'closed' ? 0 : exit;
}
