import {readFileSync} from 'node:fs';
import {programFolder} from '../../../paths.ts';

/** A polygon: x, y, x, y … */
export type Contour = readonly number[];

/** Units across a cell in outlines.txt. */
const units = 400;

/** Straight pieces per curve. At the sizes of a terminal, the corners are invisible. */
const curveSteps = 5;

let outlines: ReadonlyMap<string, string> | undefined;

/**
 * Returns the contours of a character in a cell of this width in pixels; the baseline is at 0, and y grows downward.
 * Undefined if the font lacks the character. The font ships with the program, so that images are the same on all
 * machines.
 */
export function contoursOf(character: string, bold: boolean, width: number): readonly Contour[] | undefined {
	outlines ??= readOutlines();
	const path = (bold ? outlines.get(`bold ${character}`) : undefined) ?? outlines.get(`regular ${character}`);
	return path === undefined ? undefined : flatten(path, width / units);
}

function readOutlines(): ReadonlyMap<string, string> {
	const lines = readFileSync(new URL('exports/recording/raster/font/outlines.txt', programFolder), 'utf8').split('\n');
	return new Map(
		lines.map(line => {
			const end = line.lastIndexOf(' m');
			const path = line.slice(end + 1);
			return [line.slice(0, end), path];
		}),
	);
}

function flatten(path: string, scale: number): readonly Contour[] {
	const contours: number[][] = [];
	let contour: number[] = [];
	let [x, y] = [0, 0];
	const to = (pointX: number, pointY: number) => contour.push(pointX * scale, -pointY * scale);
	for (const [, command, text = ''] of path.matchAll(/([mlqz])([^mlqz]*)/g)) {
		const [a = 0, b = 0, c = 0, d = 0] = (text.match(/-?\d+/g) ?? []).map(Number);
		if (command === 'm') {
			contour = [];
			contours.push(contour);
			[x, y] = [x + a, y + b];
			to(x, y);
		} else if (command === 'l') {
			[x, y] = [x + a, y + b];
			to(x, y);
		} else if (command === 'q') {
			for (let step = 1; step <= curveSteps; step++) {
				const t = step / curveSteps;
				const [control, end] = [2 * t * (1 - t), t * t];
				to(x + control * a + end * c, y + control * b + end * d);
			}
			[x, y] = [x + c, y + d];
		} else {
			// The next contour is relative to the start of this one.
			[x, y] = [Math.round((contour[0] ?? 0) / scale), Math.round(-(contour[1] ?? 0) / scale)];
		}
	}
	return contours;
}
