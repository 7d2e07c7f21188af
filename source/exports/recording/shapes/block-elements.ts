import type {Cell, Drawing} from './shape.ts';
import {rectangle} from './shape.ts';

/** The full quarters of the blocks U+2596 to U+259F: 1 top left, 2 top right, 4 bottom left, 8 bottom right. */
const quarters = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];

/** Draws the character U+2580 + `code`. */
export function blockElement(code: number, cell: Cell): Drawing {
	const {width, height} = cell;
	const full = (x: number, y: number, toX: number, toY: number, opacity = 1): Drawing => ({
		shapes: [rectangle(x, y, toX - x, toY - y)],
		opacity,
	});
	const eighth = (count: number, length: number) => Math.max(1, Math.round((count * length) / 8));
	const [middleX, middleY] = [eighth(4, width), height - eighth(4, height)];
	if (code >= 0x16) {
		const which = quarters[code - 0x16] ?? 0;
		const corners = [
			rectangle(0, 0, middleX, middleY),
			rectangle(middleX, 0, width - middleX, middleY),
			rectangle(0, middleY, middleX, height - middleY),
			rectangle(middleX, middleY, width - middleX, height - middleY),
		];
		return {shapes: corners.filter((_, index) => which & (1 << index)), opacity: 1};
	}
	switch (code) {
		case 0x00:
			return full(0, 0, width, middleY);
		case 0x10:
			return full(middleX, 0, width, height);
		case 0x11:
		case 0x12:
		case 0x13:
			return full(0, 0, width, height, (code - 0x10) / 4);
		case 0x14:
			return full(0, 0, width, eighth(1, height));
		case 0x15:
			return full(width - eighth(1, width), 0, width, height);
		default:
			// Lower eighths, then left eighths.
			return code <= 8
				? full(0, height - eighth(code, height), width, height)
				: full(0, 0, eighth(16 - code, width), height);
	}
}
