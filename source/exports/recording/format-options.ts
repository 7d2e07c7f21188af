import type {Palette} from './cell-style.ts';
import type {Surround} from './geometry.ts';

/** How a recording is encoded. */
export type FormatOptions = Surround & {
	/** For `cast`: whether to write version 2, for asciinema before 3. */
	readonly v2?: boolean;
	/** For `gif` and `png`: pixels per unit of the SVG, a whole number. */
	readonly scale?: number;
	/** How often the recording plays; 0: forever. Default: forever, but once in `html`. */
	readonly loop?: number;
	/** The moment, in ms, that is shown where nothing moves. Default: the end, but the start in `html`. */
	readonly poster?: number;
	/** The colors of the terminal. Default: those of the theme. */
	readonly palette?: Palette;
};
