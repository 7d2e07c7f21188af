import type {Contour} from './font.ts';

/** Scan lines per row of pixels. */
const perRow = 8;

/**
 * Computes how much of each pixel lies within the contours: 0 to 255, row by row. The inside of a contour is filled
 * unless another one surrounds it in the other direction, as in a font.
 */
export function fillContours(contours: readonly Contour[], width: number, height: number): Uint8Array {
	const edges = contours.flatMap(edgesOf);
	const filled = new Float32Array(width * height);
	for (let line = 0; line < height * perRow; line++) {
		const row = Math.floor(line / perRow) * width;
		let winding = 0;
		let from = 0;
		for (const {x, way} of crossings(edges, (line + 0.5) / perRow)) {
			if (winding === 0) {
				from = x;
			}
			winding += way;
			if (winding === 0) {
				fill(filled, row, width, from, x);
			}
		}
	}
	return Uint8Array.from(filled, share => Math.round((Math.min(share, perRow) / perRow) * 255));
}

type Edge = readonly [x: number, y: number, toX: number, toY: number];

function edgesOf(contour: Contour): readonly Edge[] {
	const edges: Edge[] = [];
	for (let index = 0; index < contour.length; index += 2) {
		const [x = 0, y = 0] = [contour[index], contour[index + 1]];
		const next = (index + 2) % contour.length;
		edges.push([x, y, contour[next] ?? 0, contour[next + 1] ?? 0]);
	}
	return edges;
}

function crossings(edges: readonly Edge[], y: number): readonly {readonly x: number; readonly way: 1 | -1}[] {
	const found: {x: number; way: 1 | -1}[] = [];
	for (const [fromX, fromY, toX, toY] of edges) {
		if (fromY <= y !== toY <= y) {
			found.push({x: fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX), way: fromY <= y ? 1 : -1});
		}
	}
	return found.sort((one, other) => one.x - other.x);
}

/** Adds a part of one scan line: whole pixels fully, those at its ends in part. */
function fill(filled: Float32Array, row: number, width: number, from: number, to: number): void {
	const [left, right] = [Math.max(0, from), Math.min(width, to)];
	for (let x = Math.floor(left); x < right; x++) {
		const share = Math.min(right, x + 1) - Math.max(left, x);
		filled[row + x] = (filled[row + x] ?? 0) + share;
	}
}
