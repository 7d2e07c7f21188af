import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {gif} from '../../../../source/exports/recording/formats/gif.ts';
import {createFramePixels} from '../../../../source/exports/recording/raster/frame-pixels.ts';
import {readGif} from '../../../helpers/read-gif.ts';
import {hostile, recorded, recordTraces, twoRuns} from '../../../helpers/test-recordings.ts';

suite('GIF', () => {
	test('its frames, drawn over each other, are the frames of the recording', () => {
		const shot = twoRuns({fps: 2});
		const canvas = createFramePixels(shot, 1);
		const {width, height, palette, frames, repeats} = readGif(gif(shot));
		assert.deepEqual([width, height], [1020, 620]);
		assert.deepEqual([width, height], [canvas.width, canvas.height]);
		assert.deepEqual(palette.slice(0, canvas.palette.length), canvas.palette);
		assert.equal(repeats, 0);
		assert.equal(frames.length, shot.frames.length);
		for (const [index, frame] of shot.frames.entries()) {
			assert.ok(Buffer.from(frames[index]?.picture ?? []).equals(canvas.frame(frame)), `at ${frame.at} ms`);
		}
	});

	test('its delays add up to the duration, and none is too short for a browser', () => {
		for (const fps of [5, 60]) {
			const shot = recordTraces([[recorded('concurrent')]], {fps, size: {columns: 60, rows: 18}, to: 800, tailMs: 500});
			const delays = readGif(gif(shot)).frames.map(({delay}) => delay);
			const total = delays.reduce((sum, delay) => sum + delay, 0);
			assert.ok(Math.abs(total - shot.duration) <= 10, `${total} of ${shot.duration}`);
			assert.ok(delays.every(delay => delay >= 20));
		}
	});

	test('the palette has enough colors for each theme', () => {
		for (const theme of ['dark', 'light', 'terminal', 'mono'] as const) {
			const canvas = createFramePixels(recordTraces([[recorded('failed')]], {theme, fps: 2}), 1);
			assert.ok(canvas.palette.length <= 255 && canvas.palette.length > 8, `${theme}: ${canvas.palette.length}`);
			assert.equal(new Set(canvas.palette.map(String)).size, canvas.palette.length);
		}
	});

	test('characters that neither font has do not stop the recording', () => {
		const [description, ...events] = hostile();
		const tasks = description.tasks.map(task => ({...task, name: '取得🙂é'}));
		const shot = recordTraces([[[{...description, tasks}, ...events]]], {fps: 2});
		assert.equal(readGif(gif(shot)).frames.length, shot.frames.length);
	});
});
