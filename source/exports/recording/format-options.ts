import type {Palette} from './cell-style.ts';
import type {Surround} from './geometry.ts';

/** How a recording is encoded. */
export type FormatOptions = Surround & {
	/** For `cast`: version 2, for asciinema before 3. */
	readonly v2?: boolean;
	/** For `gif` and `png`: pixels per unit of the SVG, a whole number. */
	readonly scale?: number;
	/** How often it plays; 0: without end. Default: without end, and once in a page. */
	readonly loop?: number;
	/** ms. What is seen where nothing moves. Default: the end, and the start in a page. */
	readonly poster?: number;
	/** The colors of the terminal. Default: those of the theme. */
	readonly palette?: Palette;
};
