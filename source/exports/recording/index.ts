import type {Steps} from '../time-slicing.ts';
import {cast} from './formats/cast.ts';
import {gif, gifInSteps} from './formats/gif.ts';
import {html} from './formats/html.ts';
import {png} from './formats/png.ts';
import {svg} from './formats/svg.ts';
import type {Recording} from './recording.ts';
import type {SampleOptions} from './sample-frames.ts';
import {sampleFrames, sampleFramesInSteps} from './sample-frames.ts';
import type {ReplayOptions, RunGroup} from './source-from-traces.ts';
import {sourceFromTraces} from './source-from-traces.ts';

export type FormatOptions = {
	/** Of `cast`: version 2, for asciinema before 3. */
	readonly v2?: boolean;
	/** Of `gif` and `png`: a whole number, how many pixels there are to a unit of the SVG. */
	readonly scale?: number;
};

/**
 * What a film can be written as, by the ending of the file's name: text in UTF-8, or bytes. The same film gives the same bytes (of
 * `png`, on one version of zlib). `png` is the last frame; `svg` of a film of one frame is a still.
 */
export const recordingFormats: Readonly<
	Record<string, (recording: Recording, options?: FormatOptions) => string | Uint8Array>
> = {
	cast,
	svg,
	html,
	gif,
	png,
};

/** What takes so long that it is done in steps. */
const steppedFormats: Readonly<
	Record<string, (recording: Recording, options?: FormatOptions) => Steps<string | Uint8Array>>
> = {
	gif: gifInSteps,
};

/** A film in one of the formats, in steps: first its frames are drawn, then it is written. */
export function* renderInSteps(
	format: string,
	takes: readonly [RunGroup, ...RunGroup[]],
	options: ReplayOptions & SampleOptions & FormatOptions = {},
): Steps<string | Uint8Array> {
	const write = steppedFormats[format];
	const drawing = write ? 0.5 : 1;
	const drawn = yield* scaleProgress(sampleFramesInSteps(sourceFromTraces(takes, options), options), 0, drawing);
	return write
		? yield* scaleProgress(write(drawn, options), drawing, 1)
		: (recordingFormats[format]?.(drawn, options) ?? '');
}

function* scaleProgress<T>(steps: Steps<T>, from: number, to: number): Steps<T> {
	for (;;) {
		const step = steps.next();
		if (step.done) {
			return step.value;
		}
		yield from + (to - from) * step.value;
	}
}

/** Traces as a film: a run, two languages side by side, or several of these one after the other. `from` = `to`: a still of that moment. */
export function recordTraces(
	takes: readonly [RunGroup, ...RunGroup[]],
	options: ReplayOptions & SampleOptions = {},
): Recording {
	return sampleFrames(sourceFromTraces(takes, options), options);
}
