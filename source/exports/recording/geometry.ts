import type {Size} from '../../view/props.ts';
import type {Cell} from './shapes/shape.ts';

/** The size of a cell in all images, in units of the SVG, which are pixels at scale 1. */
export const cell: Cell = {width: 10, height: 20};

/** What surrounds the screen in an image. */
export type Surround = {
	/** Units on each side. Default: 10. */
	readonly padding?: number;
	/** Whether a bar with three dots and the title is above the screen, as on a window. */
	readonly windowBar?: boolean;
};

/** The position of the screen in an image, and the size of the image. */
export type Geometry = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	/** Undefined without a window bar. */
	readonly bar: Bar | undefined;
};

/** The bar of a window: its dots, from the left, and the top of the row with its title. */
export type Bar = {
	readonly dots: readonly {readonly x: number; readonly y: number; readonly color: 'red' | 'yellow' | 'green'}[];
	readonly radius: number;
	readonly titleTop: number;
};

const barHeight = 32;

/** Places a screen in its image. `scale`: pixels per unit. */
export function geometryOf({columns, rows}: Size, {padding = 10, windowBar = false}: Surround, scale = 1): Geometry {
	const top = padding + (windowBar ? barHeight : 0);
	const middle = Math.max(16, padding / 2 + 16);
	const dots = (['red', 'yellow', 'green'] as const).map((color, index) => ({
		x: (padding + 8 + index * 20) * scale,
		y: middle * scale,
		color,
	}));
	return {
		left: padding * scale,
		top: top * scale,
		width: (columns * cell.width + 2 * padding) * scale,
		height: (rows * cell.height + top + padding) * scale,
		bar: windowBar ? {dots, radius: 6 * scale, titleTop: (middle - cell.height / 2) * scale} : undefined,
	};
}
