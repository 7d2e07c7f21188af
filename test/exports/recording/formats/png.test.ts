import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {crc32, inflateSync} from 'node:zlib';
import {png} from '../../../../source/exports/recording/formats/png.ts';
import {createFramePixels} from '../../../../source/exports/recording/raster/frame-pixels.ts';
import {recorded, recordTraces} from '../../../helpers/test-recordings.ts';

function read(bytes: Uint8Array) {
	const file = Buffer.from(bytes);
	assert.equal(file.subarray(0, 8).toString('latin1'), '\u0089PNG\r\n\u001a\n');
	const chunks = new Map<string, Buffer>();
	for (let at = 8; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const body = file.subarray(at + 4, at + 8 + length);
		assert.equal(file.readUInt32BE(at + 8 + length), crc32(body));
		chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
		at += 12 + length;
	}
	const [header, palette, data] = ['IHDR', 'PLTE', 'IDAT'].map(name => chunks.get(name) ?? assert.fail(name));
	const [width, height] = [header?.readUInt32BE(0) ?? 0, header?.readUInt32BE(4) ?? 0];
	assert.deepEqual([...(header?.subarray(8) ?? [])], [8, 3, 0, 0, 0]);
	assert.deepEqual([...chunks.keys()].at(-1), 'IEND');
	const lines = inflateSync(data ?? '');
	assert.equal(lines.length, (width + 1) * height);
	const pixel = (x: number, y: number) => {
		const index = lines[y * (width + 1) + 1 + x] ?? 0;
		return [...(palette?.subarray(3 * index, 3 * index + 3) ?? [])];
	};
	return {width, height, pixel};
}

suite('PNG', () => {
	const still = recordTraces([[recorded('concurrent')]], {from: 1400, to: 1400});

	test('it is the last frame, pixel by pixel', () => {
		for (const scale of [1, 2]) {
			const canvas = createFramePixels(still, scale);
			const pixels = canvas.frame(still.frames.at(-1) ?? assert.fail());
			const {width, height, pixel} = read(png(still, {scale}));
			assert.deepEqual([width, height], [1020 * scale, 620 * scale]);
			for (let y = 0; y < height; y += 11) {
				for (let x = 0; x < width; x += 7) {
					assert.deepEqual(pixel(x, y), canvas.palette[pixels[y * width + x] ?? -1], `${x}, ${y}`);
				}
			}
		}
	});

	test('text has the color of its role, and blanks have the background', () => {
		const {pixel} = read(png(still, {scale: 1}));
		const frame = still.frames[0] ?? assert.fail();
		const waiting = frame.rows.findIndex(row => still.rows[row]?.text.includes('◐ waiting'));
		const column = still.rows[frame.rows[waiting] ?? -1]?.text.indexOf('◐ waiting') ?? -1;
		const cell = (offset: number) =>
			Array.from({length: 200}, (_, index) =>
				pixel(10 + (column + offset) * 10 + (index % 10), 10 + waiting * 20 + Math.floor(index / 10)),
			);
		const [sign, blank] = [cell(0), cell(1)];
		assert.ok(sign.filter(color => String(color) === '47,149,255').length > 20, 'half of a disc is full');
		assert.ok(blank.every(color => String(color) === '13,17,23'));
		assert.ok(cell(2).some(color => String(color) === '47,149,255'));
	});
});
