import type {FormatOptions} from '../format-options.ts';
import {createFramePixels} from '../raster/frame-pixels.ts';
import type {Recording} from '../recording.ts';
import {descriptionOf} from '../recording.ts';

/** Loads zlib only when an image is made, because it would delay the first frame. */
const zlib = () => process.getBuiltinModule('node:zlib');

/**
 * Encodes the last frame of a recording as a PNG with a palette. `scale` is 2 by default, for dense screens and slides.
 */
export function png(recording: Recording, {scale = 2, ...appearance}: FormatOptions = {}): Uint8Array {
	const description = descriptionOf(recording);
	const canvas = createFramePixels(recording, scale, appearance);
	const {width, height, palette} = canvas;
	const pixels = canvas.frame(recording.frames.at(-1) ?? {at: 0, rows: []});
	// Each line starts with its filter type, 0 for none.
	const lines = new Uint8Array((width + 1) * height);
	for (let y = 0; y < height; y++) {
		lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// Eight bits per pixel: indices into the palette.
	header.set([8, 3], 8);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('PLTE', Uint8Array.from(palette.flat())),
		chunk('tEXt', Buffer.from(`Title\0${latin(recording.title)}`, 'latin1')),
		...(description === '' ? [] : [chunk('tEXt', Buffer.from(`Description\0${latin(description)}`, 'latin1'))]),
		chunk('IDAT', zlib().deflateSync(lines, {level: 9})),
		chunk('IEND', new Uint8Array()),
	]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(zlib().crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Replaces the characters that a tEXt chunk does not allow. */
function latin(text: string): string {
	return text.replace(/[^\u0020-\u007e\u00a1-\u00ff]/gu, '?');
}
