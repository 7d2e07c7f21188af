import {cast} from './formats/cast.ts';
import {gif} from './formats/gif.ts';
import {html} from './formats/html.ts';
import {png} from './formats/png.ts';
import {svg} from './formats/svg.ts';
import type {Recording} from './recording.ts';

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
