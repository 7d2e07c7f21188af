import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fillContours} from '../../../source/exports/recording/raster/fill-contours.ts';
import {contoursOf} from '../../../source/exports/recording/raster/font.ts';
import {drawing, isDrawn} from '../../../source/exports/recording/shapes/drawing.ts';
import {signs, unicode} from '../../../source/view/glyphs.ts';

const cell = {width: 10, height: 20};
const boxAndBlocks = Array.from({length: 0xa0}, (_, index) => String.fromCharCode(0x2500 + index));

const rectangle = (x: number, y: number, width: number, height: number) => [
	...[x, y, x + width, y],
	...[x + width, y + height, x, y + height],
];

/** How much ink each pixel of a cell has, 0 to 255. */
function ink(character: string): Uint8Array {
	const contours = drawing(character, cell).shapes.map(shape =>
		shape.kind === 'polygon' ? shape.points : rectangle(shape.x, shape.y, shape.width, shape.height),
	);
	return fillContours(contours, cell.width, cell.height);
}

/** Which sides of a cell its ink reaches: left, right, top, bottom. */
function reaches(character: string): string {
	const pixels = ink(character);
	const any = (at: (index: number) => number, count: number) =>
		Array.from({length: count}, (_, index) => pixels[at(index)] ?? 0).some(share => share > 127) ? '1' : '0';
	return [
		any(row => row * 10, 20),
		any(row => row * 10 + 9, 20),
		any(column => column, 10),
		any(column => 190 + column, 10),
	].join('');
}

suite('Shapes', () => {
	test('every character of box and block drawing has ink inside its cell', () => {
		for (const character of boxAndBlocks) {
			const {shapes, opacity} = drawing(character, cell);
			assert.ok(isDrawn(character) && shapes.length > 0 && opacity > 0 && opacity <= 1, character);
			assert.ok(
				ink(character).some(share => share > 127),
				character,
			);
			for (const shape of shapes) {
				if (shape.kind === 'rectangle') {
					const {x, y, width, height} = shape;
					assert.ok(x >= 0 && y >= 0 && x + width <= 10 && y + height <= 20 && width > 0 && height > 0, character);
				}
			}
		}
		assert.equal(
			new Set(boxAndBlocks.map(character => String(ink(character)) + drawing(character, cell).opacity)).size,
			160,
		);
	});

	test('lines reach the sides of the cell that they point to', () => {
		const sides = {
			'─': '1100',
			'│': '0011',
			'╭': '0101',
			'╮': '1001',
			'╯': '1010',
			'╰': '0110',
			'├': '0111',
			'┤': '1011',
			'┬': '1101',
			'┴': '1110',
			'┼': '1111',
			'┓': '1001',
			'═': '1100',
			'╚': '0110',
			'╴': '1000',
			'╿': '0011',
		};
		for (const [character, expected] of Object.entries(sides)) {
			assert.equal(reaches(character), expected, character);
		}
	});

	test('blocks fill their part of the cell', () => {
		const share = (character: string) => ink(character).reduce((sum, each) => sum + each, 0) / 255 / 200;
		for (const [index, character] of [...'▁▂▃▄▅▆▇█'].entries()) {
			assert.ok(Math.abs(share(character) - (index + 1) / 8) < 0.03, `${character} ${share(character)}`);
		}
		assert.deepEqual([share('▀'), share('▌'), share('▙'), share('▚')], [0.5, 0.5, 0.75, 0.5]);
		assert.deepEqual(
			[...'░▒▓'].map(character => drawing(character, cell).opacity),
			[0.25, 0.5, 0.75],
		);
	});
});

suite('Font', () => {
	test('it has every sign of the view, and the characters of a keyboard, in both weights', () => {
		const typed = Array.from({length: 94}, (_, index) => String.fromCharCode(0x21 + index));
		for (const sign of [...signs(unicode), ...typed, ...'äöüßéèñçøłžЖяΩ€“”…→'].filter(each => each.trim() !== '')) {
			if (isDrawn(sign)) {
				continue;
			}
			for (const bold of [false, true]) {
				const contours = contoursOf(sign, bold, 10) ?? assert.fail(`no ${sign}`);
				const lowered = contours.map(contour => contour.map((value, index) => (index % 2 === 0 ? value : value + 15)));
				const all = fillContours(lowered, 10, 20).reduce((sum, share) => sum + share, 0);
				assert.ok(all > 255, `${sign} has hardly any ink`);
			}
		}
		assert.equal(contoursOf('取', false, 10), undefined);
	});

	test('bold is heavier', () => {
		const weight = (bold: boolean) => {
			const contours = (contoursOf('n', bold, 10) ?? []).map(contour =>
				contour.map((value, index) => (index % 2 === 0 ? value : value + 15)),
			);
			return fillContours(contours, 10, 20).reduce((sum, share) => sum + share, 0);
		};
		assert.ok(weight(true) > 1.2 * weight(false));
	});

	test('coverage is exact between pixels, and holes stay empty', () => {
		assert.deepEqual([...fillContours([rectangle(0.5, 0, 1, 1)], 3, 1)], [128, 128, 0]);
		assert.deepEqual([...fillContours([rectangle(-5, -5, 20, 20)], 2, 2)], [255, 255, 255, 255]);
		const hole = [1, 1, 1, 2, 2, 2, 2, 1];
		assert.deepEqual(
			[...fillContours([rectangle(0, 0, 3, 3), hole], 3, 3)],
			[255, 255, 255, 255, 0, 255, 255, 255, 255],
		);
		const [one, two] = [rectangle(0, 0, 2, 1), rectangle(1, 0, 2, 1)];
		assert.deepEqual([...fillContours([one, two], 3, 1)], [255, 255, 255], 'where two overlap it is full once');
	});
});
