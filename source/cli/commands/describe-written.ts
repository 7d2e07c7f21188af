import type {Recording} from '../../exports/recording/recording.ts';
import {sentencesOf} from '../../exports/recording/recording.ts';
import {plural} from '../../text/plural.ts';
import {printable} from '../../text/printable.ts';
import type {Trace} from '../../trace/trace.ts';
import type {OutputOptions} from '../command.ts';

/**
 * Formats `Written: demo.gif  621 kB, 21.8 s, 209 frames`. `recording`: what was drawn. Undefined if nothing was drawn
 * because the file contains the runs.
 */
export function describeWritten(
	recording: Recording | undefined,
	traces: readonly Trace[],
	{file, format}: Pick<OutputOptions, 'file' | 'format'>,
	content: string | Uint8Array,
): string {
	const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
	const size = `${Math.max(1, Math.round(bytes / 1000))} kB`;
	return `Written: ${printable(file)}  ${[size, ...lengthOf(recording, traces, format)].join(', ')}`;
}

/** Returns the length of a file in the terms of its format: seconds and frames, captions, or runs. */
function lengthOf(recording: Recording | undefined, traces: readonly Trace[], format: string): readonly string[] {
	if (!recording || format === 'ndjson') return [plural(traces.length, 'run')];
	const {duration, frames} = recording;
	switch (format) {
		case 'vtt':
			return [plural(sentencesOf(recording).length, 'caption')];
		case 'png':
		case 'txt':
			return [];
		default:
			return frames.length > 1 ? [`${(duration / 1000).toFixed(1)} s`, plural(frames.length, 'frame')] : [];
	}
}
