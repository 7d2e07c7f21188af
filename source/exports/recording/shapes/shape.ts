/** Sizes in pixels, whole numbers. */
export type Cell = {readonly width: number; readonly height: number};

/** A part of a drawn character, in pixels of its cell. */
export type Shape =
	| {
			readonly kind: 'rectangle';
			readonly x: number;
			readonly y: number;
			readonly width: number;
			readonly height: number;
	  }
	/** Corners of a polygon: x, y, x, y … */
	| {readonly kind: 'polygon'; readonly points: readonly number[]};

export type Drawing = {
	readonly shapes: readonly Shape[];
	/** 0 to 1. */
	readonly opacity: number;
};

export const rectangle = (x: number, y: number, width: number, height: number): Shape => ({
	kind: 'rectangle',
	x,
	y,
	width,
	height,
});

/** The width of a light line in pixels. A heavy line is twice as wide, and at least one pixel wider. */
export function lineWidth({width}: Cell): number {
	return Math.max(1, Math.round(width / 8));
}
