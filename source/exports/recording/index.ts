import type {FormatOptions} from './format-options.ts';
import {cast} from './formats/cast.ts';
import {gif} from './formats/gif.ts';
import {html} from './formats/html.ts';
import {png} from './formats/png.ts';
import {svg} from './formats/svg.ts';
import {vtt} from './formats/vtt.ts';
import type {Recording} from './recording.ts';

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
