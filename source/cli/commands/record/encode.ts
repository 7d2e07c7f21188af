import type {Recording} from '../../../exports/recording/recording.ts';
import {textOf} from '../../../exports/recording/recording.ts';
import {encodeInSteps} from '../../../exports/recording/render.ts';
import type {Steps} from '../../../exports/time-slicing.ts';
import type {SavedParts} from '../../../storage/saved-line.ts';
import {savedLine} from '../../../storage/saved-line.ts';
import type {Trace} from '../../../trace/trace.ts';
import type {OutputOptions} from '../../command.ts';

/**
 * Encodes a recording in the format of an output file, as text or bytes, in steps. As `ndjson`, encodes its runs
 * instead; `parts`: what is saved of them.
 */
export function* encode(
	recording: Recording,
	traces: readonly Trace[],
	output: OutputOptions,
	parts: SavedParts = {},
): Steps<string | Uint8Array> {
	switch (output.format) {
		case 'ndjson':
			return traces.flatMap(trace => trace.map(event => savedLine(event, parts))).join('');
		case 'txt':
			return `${textOf(recording, recording.frames.at(-1) ?? {at: 0, rows: []}).join('\n')}\n`;
		default:
			return yield* encodeInSteps(output.format, recording, output);
	}
}
