import type {Recording} from '../../../exports/recording/recording.ts';
import {sentencesOf, textOf} from '../../../exports/recording/recording.ts';
import {encodeInSteps} from '../../../exports/recording/render.ts';
import type {Steps} from '../../../exports/time-slicing.ts';
import type {SavedParts} from '../../../storage/saved-line.ts';
import {savedLine} from '../../../storage/saved-line.ts';
import {plural} from '../../../text/plural.ts';
import {printable} from '../../../text/printable.ts';
import type {Trace} from '../../../trace/trace.ts';
import type {OutputOptions} from '../../command.ts';

/** Encodes a recording in the format of an output file, as text or bytes, in steps; as `ndjson`, its runs, of which `parts` is saved. */
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

/** Formats `Written: demo.gif  621 kB, 21.8 s, 209 frames`. */
export function describeWritten(
	recording: Recording,
	traces: readonly Trace[],
	{file, format}: Pick<OutputOptions, 'file' | 'format'>,
	content: string | Uint8Array,
): string {
	const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
	const size = `${Math.max(1, Math.round(bytes / 1000))} kB`;
	return `Written: ${printable(file)}  ${[size, ...lengthOf(recording, traces, format)].join(', ')}`;
}

/** How much there is of what a format holds. */
function lengthOf(recording: Recording, traces: readonly Trace[], format: string): readonly string[] {
	const {duration, frames} = recording;
	switch (format) {
		case 'ndjson':
			return [plural(traces.length, 'run')];
		case 'vtt':
			return [plural(sentencesOf(recording).length, 'caption')];
		case 'png':
		case 'txt':
			return [];
		default:
			return frames.length > 1 ? [`${(duration / 1000).toFixed(1)} s`, plural(frames.length, 'frame')] : [];
	}
}
