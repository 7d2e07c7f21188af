import {readFileSync} from 'node:fs';
import {programFolder} from '../../../paths.ts';

/** A polygon: x, y, x, y … */
export type Contour = readonly number[];

/** In outlines.txt, units across a cell. */
const units = 400;

/** Pieces of a curve: at the sizes of a terminal nobody sees the corners. */
const curveSteps = 5;

let outlines: ReadonlyMap<string, string> | undefined;

/**
 * The contours of a character in a cell of that many pixels across, its baseline at 0 and y growing downwards. Undefined if the font
 * has no such character. The font is a file of this program's own, so that a picture is the same on all machines.
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
			// Where a contour ends is where the next one counts from: its beginning.
			[x, y] = [Math.round((contour[0] ?? 0) / scale), Math.round(-(contour[1] ?? 0) / scale)];
		}
	}
	return contours;
}
