import {cast} from './formats/cast.ts';
import {gif} from './formats/gif.ts';
import {html} from './formats/html.ts';
import {png} from './formats/png.ts';
import {svg} from './formats/svg.ts';
import {vtt} from './formats/vtt.ts';
import type {Recording} from './recording.ts';

export type FormatOptions = {
	/** For `cast`: version 2, for asciinema before 3. */
	readonly v2?: boolean;
	/** For `gif` and `png`: pixels per unit of the SVG, a whole number. */
	readonly scale?: number;
};

/**
 * The encoders by file extension. They return text (UTF-8) or bytes; the same recording gives the same bytes (`png`:
 * with the same zlib). `png` is the last frame; `svg` of one frame is a still.
 */
export const recordingFormats: Readonly<
	Record<string, (recording: Recording, options?: FormatOptions) => string | Uint8Array>
> = {
	cast,
	svg,
	html,
	gif,
	png,
	vtt,
};
