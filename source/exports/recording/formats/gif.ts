import gifenc from 'gifenc';
import type {Steps} from '../../time-slicing.ts';
import {runToEnd} from '../../time-slicing.ts';
import type {FormatOptions} from '../format-options.ts';
import type {FramePixels} from '../raster/frame-pixels.ts';
import {createFramePixels} from '../raster/frame-pixels.ts';
import type {Frame, Recording} from '../recording.ts';

/** The shortest delay that browsers respect, in hundredths of a second; they replace shorter ones by 10. */
const minDelay = 2;

/**
 * Encodes a recording as a GIF, which repeats forever unless `loop` is set. `scale` 1, the default, is the size of the
 * SVG.
 */
export function gif(recording: Recording, options: FormatOptions = {}): Uint8Array {
	return runToEnd(gifInSteps(recording, options));
}

/** Does what `gif` does, one frame per step. */
export function* gifInSteps(
	recording: Recording,
	{scale = 1, loop = 0, poster, ...appearance}: FormatOptions = {},
): Steps<Uint8Array> {
	const canvas = createFramePixels(recording, scale, appearance);
	const unchanged = canvas.palette.length;
	const colorDepth = Math.max(2, Math.ceil(Math.log2(unchanged + 1)));
	const encoder = gifenc.GIFEncoder();
	const frames = mergeShortFrames(startingAt(recording, poster));
	for (const [index, {frame, at}] of frames.entries()) {
		const delay = ((frames[index + 1]?.at ?? hundredths(recording.duration)) - at) * 10;
		const before = frames[index - 1]?.frame;
		if (before) {
			const {left, top, width, height, pixels} = difference(canvas, before, frame, unchanged);
			const from = encoder.bytesView().length;
			encoder.writeFrame(pixels, width, height, {
				delay,
				transparent: true,
				transparentIndex: unchanged,
				dispose: 1,
				colorDepth,
			});
			place(encoder.bytesView(), from, left, top);
		} else {
			encoder.writeFrame(canvas.frame(frame), canvas.width, canvas.height, {
				palette: [...canvas.palette, [0, 0, 0]],
				delay,
				dispose: 1,
				colorDepth,
				// Counts the repetitions after the first time; -1: none.
				repeat: loop === 0 ? 0 : loop === 1 ? -1 : loop - 1,
			});
		}
		yield (index + 1) / frames.length;
	}
	encoder.finish();
	return encoder.bytes();
}

/**
 * Returns the frames, rotated so that the poster comes first: viewers that do not animate show the first frame. The
 * frames before the poster follow at the end.
 */
function startingAt({frames, duration}: Recording, poster: number | undefined): readonly Frame[] {
	const index = poster === undefined ? -1 : frames.findLastIndex(({at}) => at <= Math.min(poster, duration));
	const first = frames[index];
	if (!first || poster === undefined) return frames;
	const start = Math.min(poster, duration);
	const before = frames.slice(0, index + 1).filter(({at}) => at < start);
	return [
		{...first, at: 0},
		...frames.slice(index + 1).map(frame => ({...frame, at: frame.at - start})),
		...before.map(frame => ({...frame, at: frame.at + duration - start})),
	];
}

const hundredths = (ms: number) => Math.round(ms / 10);

/**
 * Returns the frames with their times in hundredths of a second. Of frames that are too close together, only the last
 * one remains.
 */
function mergeShortFrames(frames: readonly Frame[]): readonly {readonly frame: Frame; readonly at: number}[] {
	const result: {frame: Frame; at: number}[] = [];
	for (const frame of frames) {
		const at = hundredths(frame.at);
		const last = result.at(-1);
		if (last && at - last.at < minDelay) {
			last.frame = frame;
		} else {
			result.push({frame, at});
		}
	}
	return result;
}

/**
 * Moves an encoded frame, because gifenc puts every frame at the top left. The position is stored after the frame's
 * eight control bytes and a comma.
 */
function place(bytes: Uint8Array, from: number, left: number, top: number): void {
	if (bytes[from + 8] !== ','.charCodeAt(0)) {
		throw new Error('gifenc writes its frames in another form than it did');
	}
	bytes.set([left & 255, left >> 8, top & 255, top >> 8], from + 9);
}

type Part = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint8Array;
};

/** Returns the smallest rectangle that contains all differences. Pixels that do not differ are `unchanged`. */
function difference(canvas: FramePixels, before: Frame, after: Frame, unchanged: number): Part {
	const {cell, left: margin, top, across} = canvas;
	const lines = after.rows.flatMap((index, line) => (before.rows[line] === index ? [] : [line]));
	const first = lines[0] ?? 0;
	const rows = (lines.at(-1) ?? first) - first + 1;
	const all = new Uint8Array(across * rows * cell.height).fill(unchanged);
	let [left, right] = [across, 0];
	for (const line of lines) {
		const old = canvas.row(before.rows[line] ?? 0);
		const now = canvas.row(after.rows[line] ?? 0);
		const start = (line - first) * cell.height * across;
		for (let rowStart = 0; rowStart < now.length; rowStart += across) {
			let [from, to] = [rowStart, rowStart + across];
			while (from < to && now[from] === old[from]) {
				from++;
			}
			while (from < to && now[to - 1] === old[to - 1]) {
				to--;
			}
			for (let index = from; index < to; index++) {
				const pixel = now[index] ?? 0;
				if (pixel !== old[index]) {
					all[start + index] = pixel;
				}
			}
			if (from < to) {
				left = Math.min(left, from - rowStart);
				right = Math.max(right, to - rowStart);
			}
		}
	}
	const width = Math.max(1, right - left);
	const from = right > left ? left : 0;
	const pixels = new Uint8Array(width * rows * cell.height);
	for (let y = 0; y < rows * cell.height; y++) {
		pixels.set(all.subarray(y * across + from, y * across + from + width), y * width);
	}
	return {
		left: margin + from,
		top: top + first * cell.height,
		width,
		height: rows * cell.height,
		pixels,
	};
}
