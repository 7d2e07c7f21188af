import assert from 'node:assert/strict';

export type GifFrame = {
	/** ms. */
	readonly delay: number;
	/** The whole picture after this frame is drawn over the previous ones: a color of the palette for each pixel. */
	readonly picture: Uint8Array;
};

/** Decodes a GIF with one palette, the form that this project writes. */
export function readGif(bytes: Uint8Array) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 0;
	const byte = () => view.getUint8(at++);
	const short = () => byte() + 256 * byte();
	const blocks = () => {
		const parts: number[] = [];
		for (let length = byte(); length > 0; length = byte()) {
			parts.push(...bytes.subarray(at, at + length));
			at += length;
		}
		return parts;
	};
	assert.equal(Buffer.from(bytes.subarray(0, 6)).toString('latin1'), 'GIF89a');
	at = 6;
	const [width, height, fields] = [short(), short(), byte()];
	at += 2;
	const palette = Array.from({length: 2 << (fields & 7)}, () => [byte(), byte(), byte()]);
	const canvas = new Uint8Array(width * height);
	const frames: GifFrame[] = [];
	let control: {readonly delay: number; readonly transparent: number | undefined} | undefined;
	let repeats: number | undefined;
	for (let kind = byte(); kind !== 0x3b; kind = byte()) {
		if (kind === 0x21) {
			const label = byte();
			const data = blocks();
			if (label === 0xf9) {
				const [flags = 0, low = 0, high = 0, index] = data;
				assert.equal((flags >> 2) & 7, 1, 'a frame stays under the next');
				control = {delay: 10 * (low + 256 * high), transparent: flags & 1 ? index : undefined};
			} else {
				repeats = data.at(-2);
			}
		} else {
			assert.equal(kind, 0x2c);
			const [left, top, across, down] = [short(), short(), short(), short()];
			assert.equal(byte(), 0, 'no palette of its own, not interlaced');
			const size = byte();
			const pixels = decode(blocks(), size);
			assert.equal(pixels.length, across * down);
			assert.ok(left + across <= width && top + down <= height, 'inside the picture');
			for (const [index, pixel] of pixels.entries()) {
				if (pixel !== control?.transparent) {
					canvas[(top + Math.floor(index / across)) * width + left + (index % across)] = pixel;
				}
			}
			frames.push({delay: control?.delay ?? 0, picture: canvas.slice()});
		}
	}
	assert.equal(at, bytes.length);
	return {width, height, palette, frames, repeats};
}

/** Decodes LZW with codes of growing width. */
function decode(data: readonly number[], size: number): Uint8Array {
	const [clear, end] = [1 << size, (1 << size) + 1];
	const result: number[] = [];
	let table: number[][] = [];
	let width = size + 1;
	let before: number[] | undefined;
	let bits = 0;
	let held = 0;
	for (const byte of data) {
		held |= byte << bits;
		bits += 8;
		while (bits >= width) {
			const code = held & ((1 << width) - 1);
			held >>>= width;
			bits -= width;
			if (code === end) {
				return Uint8Array.from(result);
			}
			if (code === clear) {
				table = Array.from({length: clear + 2}, (_, index) => [index]);
				width = size + 1;
				before = undefined;
				continue;
			}
			const entry: number[] = table[code] ?? [...(before ?? []), before?.[0] ?? 0];
			for (const pixel of entry) {
				result.push(pixel);
			}
			if (before && table.length < 4096) {
				table.push([...before, entry[0] ?? 0]);
			}
			if (table.length === 1 << width && width < 12) {
				width++;
			}
			before = entry;
		}
	}
	return assert.fail('the data has no end');
}
