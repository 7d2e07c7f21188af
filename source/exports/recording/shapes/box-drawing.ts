import type {Cell, Shape} from './shape.ts';
import {lineWidth, rectangle} from './shape.ts';

/**
 * The arms of U+2500 to U+257F, to the left, right, top and bottom of the middle: 0 none, 1 light, 2 heavy, 3 double.
 * `h` and `v`: a dashed line, with the number of dashes and the weight. Arcs and diagonals are below.
 */
const boxes = `
	1100 2200 0011 0022 h31  h32  v31  v32  h41  h42  v41  v42  0101 0201 0102 0202
	1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020 0111 0211 0121 0112
	0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022 1101 2101 1201 2201
	1102 2102 1202 2202 1110 2110 1210 2210 1120 2120 1220 2220 1111 2111 1211 2211
	1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222 h21  h22  v21  v22
	3300 0033 0301 0103 0303 3001 1003 3003 0310 0130 0330 3010 1030 3030 0311 0133
	0333 3011 1033 3033 3301 1103 3303 3310 1130 3330 3311 1133 3333 arc  arc  arc
	arc  /    \\    x    1000 0010 0100 0001 2000 0020 0200 0002 1200 0012 2100 0021`
	.trim()
	.split(/\s+/);

/** Draws the character U+2500 + `code`. */
export function boxShapes(code: number, cell: Cell): readonly Shape[] {
	const arms = boxes[code] ?? '0000';
	switch (arms[0]) {
		case 'h':
			return dashes(cell, Number(arms[1]), arms[2] ?? '1', 'across');
		case 'v':
			return dashes(cell, Number(arms[1]), arms[2] ?? '1', 'down');
		case 'a':
			return [arc(code - 0x6d, cell)];
		case '/':
			return [diagonal(cell, false)];
		case '\\':
			return [diagonal(cell, true)];
		case 'x':
			return [diagonal(cell, false), diagonal(cell, true)];
		default:
			return crossing(arms, cell);
	}
}

/** Returns where the one or two lines of a weight are across the cell: their start and width. */
function lanesOf(weight: string, middle: number, light: number): readonly (readonly [start: number, width: number])[] {
	switch (weight) {
		case '1':
			return [[middle - Math.floor(light / 2), light]];
		case '2':
			return [[middle - light, 2 * light]];
		case '3':
			return [
				[middle - 2 * light, light],
				[middle + light, light],
			];
		default:
			return [];
	}
}

function crossing(arms: string, cell: Cell): readonly Shape[] {
	const light = lineWidth(cell);
	const [middleX, middleY] = [Math.floor(cell.width / 2), Math.floor(cell.height / 2)];
	const [left = '0', right = '0', up = '0', down = '0'] = arms;
	// Each arm reaches over the lines that it meets.
	const reach = (one: string, other: string) => {
		const weight = Math.max(Number(one), Number(other));
		return weight === 3 ? 2 * light : weight === 2 ? light : Math.floor(light / 2);
	};
	const [x, y] = [reach(up, down), reach(left, right)];
	const endX = middleX + Math.max(x, light - Math.floor(light / 2));
	const endY = middleY + Math.max(y, light - Math.floor(light / 2));
	return [
		...lanesOf(left, middleY, light).map(([start, width]) => rectangle(0, start, endX, width)),
		...lanesOf(right, middleY, light).map(([start, width]) =>
			rectangle(middleX - x, start, cell.width - middleX + x, width),
		),
		...lanesOf(up, middleX, light).map(([start, width]) => rectangle(start, 0, width, endY)),
		...lanesOf(down, middleX, light).map(([start, width]) =>
			rectangle(start, middleY - y, width, cell.height - middleY + y),
		),
	];
}

function dashes(cell: Cell, count: number, weight: string, way: 'across' | 'down'): readonly Shape[] {
	const across = way === 'across';
	const length = across ? cell.width : cell.height;
	const middle = Math.floor((across ? cell.height : cell.width) / 2);
	const [start, width] = lanesOf(weight, middle, lineWidth(cell))[0] ?? [0, 0];
	return Array.from({length: count}, (_, index) => {
		const from = Math.round((index * length) / count);
		const dash = Math.max(1, Math.round((length / count) * 0.6));
		return across ? rectangle(from, start, dash, width) : rectangle(start, from, width, dash);
	});
}

/**
 * Draws an arc from the middle of one side of the cell to that of the next, as wide as a light line. `index`: 0 ╭, 1 ╮,
 * 2 ╯, 3 ╰.
 */
function arc(index: number, cell: Cell): Shape {
	const light = lineWidth(cell);
	const [x, y] = [
		Math.floor(cell.width / 2) - Math.floor(light / 2),
		Math.floor(cell.height / 2) - Math.floor(light / 2),
	];
	const [toRight, toBottom] = [index === 0 || index === 3, index < 2];
	const farX = toRight ? cell.width : 0;
	const farY = toBottom ? cell.height : 0;
	// The outer and inner edge of the line where it leaves the cell at the side and at the top or bottom.
	const [outerX, innerX] = toRight ? [x, x + light] : [x + light, x];
	const [outerY, innerY] = toBottom ? [y, y + light] : [y + light, y];
	const radius = Math.min(Math.abs(farX - innerX), Math.abs(farY - innerY));
	const edge = (edgeX: number, edgeY: number, round: number): readonly number[] => {
		const [centerX, centerY] = [edgeX + (toRight ? round : -round), edgeY + (toBottom ? round : -round)];
		const corner = Array.from({length: arcSteps + 1}, (_, step) => {
			const angle = (step / arcSteps) * (Math.PI / 2);
			const [dx, dy] = [Math.sin(angle) * round, Math.cos(angle) * round];
			return [centerX + (toRight ? -dx : dx), centerY + (toBottom ? -dy : dy)];
		}).flat();
		return [farX, edgeY, ...corner, edgeX, farY];
	};
	const outer = edge(outerX, outerY, radius + light);
	const inner = edge(innerX, innerY, radius);
	return {kind: 'polygon', points: [...outer, ...backwards(inner)]};
}

const arcSteps = 8;

function backwards(points: readonly number[]): readonly number[] {
	const result: number[] = [];
	for (let index = points.length - 2; index >= 0; index -= 2) {
		result.push(points[index] ?? 0, points[index + 1] ?? 0);
	}
	return result;
}

function diagonal({width, height}: Cell, falling: boolean): Shape {
	const half = lineWidth({width, height});
	const [left, right] = falling ? [0, height] : [height, 0];
	return {kind: 'polygon', points: [0, left, half, left, width, right, width - half, right]};
}
