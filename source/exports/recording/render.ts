import type {Steps} from '../time-slicing.ts';
import type {FormatOptions} from './format-options.ts';
import {gifInSteps} from './formats/gif.ts';
import type {RunGroup} from './group-runs.ts';
import {recordingFormats} from './index.ts';
import type {Recording} from './recording.ts';
import type {SampleOptions} from './sample-frames.ts';
import {sampleFramesInSteps} from './sample-frames.ts';
import type {ReplayOptions} from './source-from-traces.ts';
import {sourceFromTraces} from './source-from-traces.ts';

/** Encodes a recording in one of the formats, in steps. */
export function* encodeInSteps(
	format: string,
	recording: Recording,
	options: FormatOptions = {},
): Steps<string | Uint8Array> {
	const write = steppedFormats[format];
	return write ? yield* write(recording, options) : (recordingFormats[format]?.(recording, options) ?? '');
}

/** The encoders that work in steps because they take long. */
const steppedFormats: Readonly<
	Record<string, (recording: Recording, options?: FormatOptions) => Steps<string | Uint8Array>>
> = {
	gif: gifInSteps,
};

export type RenderOptions = ReplayOptions &
	SampleOptions &
	FormatOptions & {
		/** Called with the frames before they are encoded. */
		readonly onDrawn?: (recording: Recording) => void;
	};

/** Renders runs in one of the formats, in steps: draws the frames, then encodes them. */
export function* renderInSteps(
	format: string,
	groups: readonly [RunGroup, ...RunGroup[]],
	{onDrawn = () => {}, ...options}: RenderOptions = {},
): Steps<string | Uint8Array> {
	const drawing = Object.hasOwn(steppedFormats, format) ? 0.5 : 1;
	const drawn = yield* scaleProgress(sampleFramesInSteps(sourceFromTraces(groups, options), options), 0, drawing);
	onDrawn(drawn);
	return yield* scaleProgress(encodeInSteps(format, drawn, options), drawing, 1);
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
