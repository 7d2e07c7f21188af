import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Role} from '../../source/view/theme.ts';
import {createTheme} from '../../source/view/theme.ts';

type Triple = readonly [number, number, number];

const backgrounds = {dark: [13, 17, 23], light: [255, 255, 255]} as const;
const states: readonly Role[] = ['queued', 'wait', 'run', 'done', 'fail'];

/** Machado, Oliveira and Fernandes (2009), full severity, on linear RGB. */
const sights: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
	normal: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protan: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deutan: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritan: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

test('text to be read has enough contrast', () => {
	for (const name of ['dark', 'light'] as const) {
		const background = luminance(linear(backgrounds[name]));
		for (const role of [...states, 'text', 'muted', 'accent', 'keyword', 'literal'] as const) {
			const other = luminance(linear(color(name, role)));
			const ratio = (Math.max(other, background) + 0.05) / (Math.min(other, background) + 0.05);
			assert.ok(ratio >= 4.5, `${name} ${role}: ${ratio.toFixed(2)}`);
		}
	}
});

test('the colors of any two states differ for all kinds of color vision', () => {
	for (const name of ['dark', 'light'] as const) {
		for (const [sight, matrix] of Object.entries(sights)) {
			for (const [index, one] of states.entries()) {
				for (const other of states.slice(index + 1)) {
					const [a, b] = [one, other].map(role => lab(times(matrix, linear(color(name, role)))));
					assert.ok(a && b);
					const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
					assert.ok(distance >= 20, `${name}, ${sight}: ${one} and ${other} differ by ${distance.toFixed(1)}`);
				}
			}
		}
	}
});

/** 0 to 255, as written to the terminal. */
function color(theme: 'dark' | 'light', role: Role): Triple {
	const code = /38;2;(\d+);(\d+);(\d+)m/.exec(createTheme(theme, 3)[role].plain('a'));
	assert.ok(code);
	return [Number(code[1]), Number(code[2]), Number(code[3])];
}

function linear(srgb: Triple): Triple {
	const [red, green, blue] = srgb.map(value => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return [red, green, blue];
}

function times(matrix: readonly [Triple, Triple, Triple], [x, y, z]: Triple): Triple {
	const row = ([a, b, c]: Triple) => Math.min(1, Math.max(0, a * x + b * y + c * z));
	return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function luminance([red, green, blue]: Triple): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** CIE L*a*b*, D65. */
function lab([red, green, blue]: Triple): Triple {
	const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
	const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
	const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
	const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
