import type {Recording} from '../recording.ts';
import {sentencesOf} from '../recording.ts';

/** Encodes the sentences of a recording as WebVTT captions, for a video of the recording. */
export function vtt(recording: Recording): string {
	const cues = sentencesOf(recording).map(
		({from, to, text}) => `${timestamp(from)} --> ${timestamp(Math.min(to, recording.duration))}\n${escapeCue(text)}\n`,
	);
	return ['WEBVTT\n', ...cues].join('\n');
}

/** Formats `00:01:02.500`. */
function timestamp(ms: number): string {
	const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms % 60_000) / 1000];
	const two = (number: number) => String(number).padStart(2, '0');
	return `${two(hours)}:${two(minutes)}:${seconds.toFixed(3).padStart(6, '0')}`;
}

/** Escapes `&` and `<`, which start markup, and arrows, which would be read as the times of a cue. */
function escapeCue(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('-->', '--&gt;');
}
